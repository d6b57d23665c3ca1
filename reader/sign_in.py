"""Who may make an account, and how people sign in: settings, in a file of their own because they
are many. django-allauth's have its prefixes."""

import sys

from reader.environment import Environment

env = Environment()

AUTH_USER_MODEL = "reader.Reader"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "library"

# Who may make an account: anybody ("open"), whoever has a link ("invite"), or nobody ("closed").
SIGNUP = env.str("GLOSS_SIGNUP", default="open")
if SIGNUP not in ("open", "invite", "closed"):
    sys.exit(f"GLOSS_SIGNUP is “{SIGNUP}”: set it to open, invite or closed.")
# A question that whoever signs up has to answer, and the right answers to it, with commas between.
# Whoever has an invitation is not asked.
SIGNUP_QUESTION = env.str("GLOSS_SIGNUP_QUESTION", default="")
SIGNUP_ANSWERS = env.list("GLOSS_SIGNUP_ANSWERS", default=[])
if SIGNUP_QUESTION and not SIGNUP_ANSWERS:
    sys.exit("GLOSS_SIGNUP_QUESTION has no answer: set GLOSS_SIGNUP_ANSWERS too, as “one,another”.")
SIGNUP_SECONDS = 2  # which a person takes at least to fill in the form; 0: it is not looked at
# What of newcomers' comments a moderator looks at first, where anybody may sign up: those with
# links ("links"), the first of each as well ("first"), or none ("nothing").
HOLD_NEWCOMERS = env.str("GLOSS_HOLD_NEWCOMERS", default="links")
if HOLD_NEWCOMERS not in ("links", "first", "nothing"):
    sys.exit(f"GLOSS_HOLD_NEWCOMERS is “{HOLD_NEWCOMERS}”: set it to links, first or nothing.")
ACCOUNT_ADAPTER = "reader.web.accounts.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Gloss: "
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
# One mail asks, at sign-up, whether the address is theirs; until it is confirmed nothing else is
# mailed there but what they ask for to get back in. Nobody has to have an address.
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_USERNAME_BLACKLIST = ["admin", "deleted", "gloss", "anonymous"]
# The form says nothing of whose address is known: two accounts may name the same one.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A second step of signing in: a code from an app, a passkey, or a code kept for the day of need.
MFA_ADAPTER = "reader.web.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is optional here
MFA_TOTP_ISSUER = "Gloss"
MFA_TOTP_TOLERANCE = 1  # clocks of phones go wrong by half a minute
MFA_FORMS = {
    "authenticate": "reader.web.second_step.AuthenticateForm",
    "reauthenticate": "reader.web.second_step.ReauthenticateForm",
    "activate_totp": "reader.web.second_step.ActivateAppForm",
    "add_webauthn": "reader.web.second_step.AddPasskeyForm",
    "edit_webauthn": "reader.web.second_step.RenamePasskeyForm",
}
# Whether moderators and administrators have to take the second step.
MODERATORS_SECOND_STEP = env.bool("GLOSS_MODERATORS_SECOND_STEP", default=False)
# Whether the first story of each author waits until a moderator has looked at it.
FIRST_STORIES_WAIT = env.bool("GLOSS_FIRST_STORIES_WAIT", default=False)
ACCOUNT_FORMS = {
    "login": "reader.web.accounts.LoginForm",
    "signup": "reader.web.accounts.SignupForm",
    "change_password": "reader.web.accounts.ChangePasswordForm",
    "add_email": "reader.web.accounts.AddEmailForm",
    "reset_password": "reader.web.accounts.ResetPasswordForm",
    "reset_password_from_key": "reader.web.accounts.ResetPasswordKeyForm",
}

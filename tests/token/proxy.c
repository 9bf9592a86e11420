/* A PKCS#11 module that plays bad tokens over SoftHSM2; what it plays stands in a folder's file.
 *
 * CLERKDESK_PROXY_TOKEN names the folder. Its file `orders` has lines `name=value`, read at every call:
 *   module=PATH            the real module
 *   slow_ms=300            every signature takes so long
 *   lock_after=3           wrong PINs until the token locks; the count is kept in the file `tries`
 *   unplug=C_Sign:7        pulled at the 7th call of that function («any» counts every call)
 *   unplug=C_Sign:7:late   likewise, but the token has done its work and the answer is lost
 *   fail=C_Login:0xa0      that function answers so; fail=C_Sign:0x6:3 only its third call
 *   die=C_Sign:7           the whole process ends there, as a vendor's library may
 *   always=1               every signature wants the PIN again (CKA_ALWAYS_AUTHENTICATE)
 *   pinpad=1234            the PIN is typed on the token, and is this one
 *   bad_labels=1           labels of token and objects are rubbish
 *   raw_only=1             no mechanism but CKM_RSA_PKCS and CKM_ECDSA
 * A pulled token leaves the file `unplugged`; whoever removes it plugs the token in again. The names
 * of all calls go to the file `calls`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef unsigned long ulong;
typedef unsigned char byte;
typedef struct { byte major, minor; } version;
typedef struct { version number; void *function[68]; } table;
typedef struct { ulong type; void *value; ulong length; } attribute;
typedef struct { ulong mechanism; void *parameter; ulong length; } mechanism;
typedef struct {
    byte label[32], manufacturer[32], model[16], serial[16];
    ulong flags;
    ulong counts[10];
    version hardware, firmware;
    byte time[16];
} token_info;

enum { OK = 0, SLOT_ID_INVALID = 3, ARGUMENTS_BAD = 7, MECHANISM_INVALID = 0x70, DEVICE_REMOVED = 0x32,
       PIN_INCORRECT = 0xa0, PIN_LOCKED = 0xa4, SESSION_HANDLE_INVALID = 0xb3,
       TOKEN_NOT_PRESENT = 0xe0, USER_NOT_LOGGED_IN = 0x101, NOT_INITIALIZED = 0x190 };
enum { GetSlotList = 4, GetSlotInfo = 5, GetTokenInfo = 6, GetMechanismList = 7, OpenSession = 12,
       CloseSession = 13, CloseAllSessions = 14, Login = 18, Logout = 19, GetAttributeValue = 24,
       FindObjectsInit = 26, FindObjects = 27, FindObjectsFinal = 28, SignInit = 42, Sign = 43, Initialize = 0,
       Finalize = 1, GetFunctionList = 3 };
static const char *NAMES[68] = {
    [Initialize] = "C_Initialize", [Finalize] = "C_Finalize", [GetSlotList] = "C_GetSlotList",
    [GetSlotInfo] = "C_GetSlotInfo", [GetTokenInfo] = "C_GetTokenInfo",
    [GetMechanismList] = "C_GetMechanismList", [OpenSession] = "C_OpenSession",
    [CloseSession] = "C_CloseSession", [Login] = "C_Login", [Logout] = "C_Logout",
    [GetAttributeValue] = "C_GetAttributeValue", [FindObjectsInit] = "C_FindObjectsInit",
    [FindObjects] = "C_FindObjects", [FindObjectsFinal] = "C_FindObjectsFinal",
    [SignInit] = "C_SignInit", [Sign] = "C_Sign" };

static table *real, ours;
static ulong counted[68], any, slots[16], slot_count;
static int was_pulled, asked_again;
static char known_pin[128];
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static const char *place(char *into, const char *name) {
    const char *folder = getenv("CLERKDESK_PROXY_TOKEN");
    snprintf(into, 4096, "%s/%s", folder ? folder : ".", name);
    return into;
}

/* The value of the first line `name=...`, or NULL. */
static const char *ordered(const char *name, char *into, size_t size) {
    char file[4096];
    FILE *orders = fopen(place(file, "orders"), "r");
    char *found = NULL;
    if (!orders) return NULL;
    while (!found && fgets(into, (int)size, orders)) {
        size_t length = strlen(name);
        into[strcspn(into, "\r\n")] = 0;
        if (!strncmp(into, name, length) && into[length] == '=') found = into + length + 1;
    }
    fclose(orders);
    return found;
}

static long number(const char *name) {
    char line[512];
    const char *value = ordered(name, line, sizeof line);
    return value ? strtol(value, NULL, 0) : 0;
}

static long tries(void) {
    char file[4096];
    long count = 0;
    FILE *kept = fopen(place(file, "tries"), "r");
    if (kept) { if (fscanf(kept, "%ld", &count) != 1) count = 0; fclose(kept); }
    return count;
}

static void keep_tries(long count) {
    char file[4096];
    FILE *kept = fopen(place(file, "tries"), "w");
    if (kept) { fprintf(kept, "%ld\n", count); fclose(kept); }
}

static int unplugged(void) {
    char file[4096];
    return access(place(file, "unplugged"), F_OK) == 0;
}

static void pull(void) {
    char file[4096];
    FILE *mark = fopen(place(file, "unplugged"), "w");
    if (mark) fclose(mark);
}

/* The sessions of a token that was pulled are dead, even when it is plugged in again. */
static void drop_sessions(void) {
    ulong (*close_all)(ulong) = real->function[CloseAllSessions];
    for (ulong n = 0; n < slot_count; n++) close_all(slots[n]);
    was_pulled = 1;
}

/* Whether an order «FUNCTION:k[:rest]» is due at this call; `rest` is what follows k. */
static int due(const char *order, int function, char *rest) {
    char line[512], name[64];
    ulong at = 1;
    const char *value = ordered(order, line, sizeof line);
    rest[0] = 0;
    if (!value || sscanf(value, "%63[^:]:%lu:%31s", name, &at, rest) < 1) return 0;
    if (!strcmp(name, "any")) return any == at;
    return !strcmp(name, NAMES[function]) && counted[function] == at;
}

/* What every call begins with; a code other than OK is its answer. `late` = pulled after the work. */
static ulong begin(int function, int *late) {
    char file[4096], rest[32], line[512], name[64];
    ulong code = 0, at = 0;
    FILE *calls;
    *late = 0;
    pthread_mutex_lock(&guard);
    counted[function]++;
    any++;
    if ((calls = fopen(place(file, "calls"), "a"))) { fprintf(calls, "%s\n", NAMES[function]); fclose(calls); }
    if (due("die", function, rest)) _exit(134);
    if (due("unplug", function, rest)) {
        if (!strcmp(rest, "late")) *late = 1;
        else pull();
    }
    if (unplugged() && !was_pulled) drop_sessions();
    const char *value = ordered("fail", line, sizeof line);
    int parts = value ? sscanf(value, "%63[^:]:%li:%lu", name, (long *)&code, &at) : 0;
    int fails = parts >= 2 && !strcmp(name, NAMES[function]) && (parts < 3 || counted[function] == at);
    pthread_mutex_unlock(&guard);
    if (unplugged())
        switch (function) {
            case Initialize: case Finalize: case GetSlotList: case GetSlotInfo: break;
            case GetTokenInfo: case OpenSession: case GetMechanismList: return TOKEN_NOT_PRESENT;
            case Logout: case CloseSession: return SESSION_HANDLE_INVALID;
            default: return DEVICE_REMOVED;
        }
    return fails ? code : OK;
}

#define BEGIN(function) int late; ulong code = begin(function, &late); if (code != OK) return code;
#define END(answer) ulong answered = (answer); if (late) { pull(); drop_sessions(); return DEVICE_REMOVED; } return answered;

static ulong initialize(void *arguments) {
    BEGIN(Initialize)
    was_pulled = 0;
    END(((ulong (*)(void *))real->function[Initialize])(arguments))
}

static ulong finalize(void *reserved) {
    BEGIN(Finalize)
    END(((ulong (*)(void *))real->function[Finalize])(reserved))
}

static ulong get_slot_list(byte with_token, ulong *list, ulong *count) {
    BEGIN(GetSlotList)
    ulong (*call)(byte, ulong *, ulong *) = real->function[GetSlotList];
    if (unplugged() && with_token) { *count = 0; return OK; }
    if (!unplugged() && was_pulled) was_pulled = 0;
    ulong got = call(with_token, list, count);
    if (got == OK && list) { slot_count = *count < 16 ? *count : 16; memcpy(slots, list, slot_count * sizeof *list); }
    END(got)
}

static ulong get_slot_info(ulong slot, void *info) {
    BEGIN(GetSlotInfo)
    END(((ulong (*)(ulong, void *))real->function[GetSlotInfo])(slot, info))
}

static ulong get_token_info(ulong slot, token_info *info) {
    BEGIN(GetTokenInfo)
    char line[512];
    ulong got = ((ulong (*)(ulong, token_info *))real->function[GetTokenInfo])(slot, info);
    long lock = number("lock_after"), wrong = tries();
    if (got != OK) return got;
    if (lock) info->flags &= ~0x70000UL;  /* SoftHSM2 counts on its own */
    if (lock && wrong >= lock) info->flags |= 0x40000;
    else if (lock && wrong == lock - 1) info->flags |= 0x30000;
    else if (lock && wrong) info->flags |= 0x10000;
    if (ordered("pinpad", line, sizeof line)) info->flags |= 0x100;
    if (number("bad_labels")) memset(info->label, 0xff, sizeof info->label);
    END(got)
}

static ulong get_mechanism_list(ulong slot, ulong *list, ulong *count) {
    BEGIN(GetMechanismList)
    if (number("raw_only")) {
        if (list && *count >= 2) { list[0] = 0x1; list[1] = 0x1041; }
        *count = 2;
        return OK;
    }
    END(((ulong (*)(ulong, ulong *, ulong *))real->function[GetMechanismList])(slot, list, count))
}

static ulong open_session(ulong slot, ulong flags, void *application, void *notify, ulong *session) {
    BEGIN(OpenSession)
    END(((ulong (*)(ulong, ulong, void *, void *, ulong *))real->function[OpenSession])(slot, flags, application, notify, session))
}

static ulong close_session(ulong session) {
    BEGIN(CloseSession)
    END(((ulong (*)(ulong))real->function[CloseSession])(session))
}

static ulong login(ulong session, ulong user, byte *pin, ulong length) {
    BEGIN(Login)
    char line[512];
    ulong (*call)(ulong, ulong, byte *, ulong) = real->function[Login];
    long lock = number("lock_after"), wrong = tries();
    if (lock && wrong >= lock) return PIN_LOCKED;
    if (!pin) {
        const char *typed = ordered("pinpad", line, sizeof line);
        if (!typed) return ARGUMENTS_BAD;
        pin = (byte *)typed;
        length = strlen(typed);
    }
    if (user == 2) {  /* for one signature: SoftHSM2 knows that only of keys that were made so */
        int same = strlen(known_pin) == length && !memcmp(known_pin, pin, length);
        asked_again = same;
        if (same) return OK;
        if (lock) keep_tries(wrong + 1);
        return PIN_INCORRECT;
    }
    ulong got = call(session, user, pin, length);
    if (got == OK) {
        if (lock) keep_tries(0);
        snprintf(known_pin, sizeof known_pin, "%.*s", (int)length, (char *)pin);
    } else if (got == PIN_INCORRECT && lock) {
        keep_tries(wrong + 1);
        if (wrong + 1 >= lock) got = PIN_LOCKED;
    }
    END(got)
}

static ulong logout(ulong session) {
    BEGIN(Logout)
    END(((ulong (*)(ulong))real->function[Logout])(session))
}

static ulong get_attribute_value(ulong session, ulong object, attribute *list, ulong count) {
    BEGIN(GetAttributeValue)
    ulong got = ((ulong (*)(ulong, ulong, attribute *, ulong))real->function[GetAttributeValue])(session, object, list, count);
    for (ulong n = 0; n < count; n++) {
        if (!list[n].value || list[n].length == (ulong)-1) continue;
        if (list[n].type == 0x202 && number("always")) *(byte *)list[n].value = 1;
        if (list[n].type == 0x3 && number("bad_labels")) memset(list[n].value, 0xff, list[n].length);
    }
    END(got)
}

static ulong find_objects_init(ulong session, attribute *list, ulong count) {
    BEGIN(FindObjectsInit)
    END(((ulong (*)(ulong, attribute *, ulong))real->function[FindObjectsInit])(session, list, count))
}

static ulong find_objects(ulong session, ulong *objects, ulong most, ulong *count) {
    BEGIN(FindObjects)
    END(((ulong (*)(ulong, ulong *, ulong, ulong *))real->function[FindObjects])(session, objects, most, count))
}

static ulong find_objects_final(ulong session) {
    BEGIN(FindObjectsFinal)
    END(((ulong (*)(ulong))real->function[FindObjectsFinal])(session))
}

static ulong sign_init(ulong session, mechanism *how, ulong key) {
    BEGIN(SignInit)
    asked_again = 0;
    if (number("raw_only") && how->mechanism != 0x1 && how->mechanism != 0x1041) return MECHANISM_INVALID;
    END(((ulong (*)(ulong, mechanism *, ulong))real->function[SignInit])(session, how, key))
}

static ulong sign(ulong session, byte *content, ulong length, byte *signature, ulong *size) {
    ulong (*call)(ulong, byte *, ulong, byte *, ulong *) = real->function[Sign];
    if (!signature) return call(session, content, length, signature, size);  /* asks for the size only */
    BEGIN(Sign)
    if (number("always") && !asked_again) return USER_NOT_LOGGED_IN;
    asked_again = 0;
    long milliseconds = number("slow_ms");
    struct timespec pause = { milliseconds / 1000, (milliseconds % 1000) * 1000000 };
    nanosleep(&pause, NULL);
    ulong got = call(session, content, length, signature, size);
    END(got)
}

ulong C_GetFunctionList(table **list) {
    char line[4096];
    const char *module = ordered("module", line, sizeof line);
    void *library = module ? dlopen(module, RTLD_NOW | RTLD_LOCAL) : NULL;
    ulong (*get)(table **) = library ? dlsym(library, "C_GetFunctionList") : NULL;
    if (!get || get(&real) != OK) return NOT_INITIALIZED;
    ours = *real;
    ours.function[GetFunctionList] = C_GetFunctionList;
    ours.function[Initialize] = initialize;
    ours.function[Finalize] = finalize;
    ours.function[GetSlotList] = get_slot_list;
    ours.function[GetSlotInfo] = get_slot_info;
    ours.function[GetTokenInfo] = get_token_info;
    ours.function[GetMechanismList] = get_mechanism_list;
    ours.function[OpenSession] = open_session;
    ours.function[CloseSession] = close_session;
    ours.function[Login] = login;
    ours.function[Logout] = logout;
    ours.function[GetAttributeValue] = get_attribute_value;
    ours.function[FindObjectsInit] = find_objects_init;
    ours.function[FindObjects] = find_objects;
    ours.function[FindObjectsFinal] = find_objects_final;
    ours.function[SignInit] = sign_init;
    ours.function[Sign] = sign;
    *list = &ours;
    return OK;
}

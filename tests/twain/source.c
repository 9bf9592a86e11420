/* A virtual TWAIN source: DSM_Entry and the source behind it in one shared library, for tests.
 *
 * Written from the public TWAIN specification 2.4 (operation triplets of chapter 7, data types of
 * chapter 8, capabilities of chapter 10). It feeds computed pages, or the files 1.ppm, 2.ppm, ...
 * of a folder, by memory, native and file transfer, and plays faults.
 *
 * CLERKDESK_VIRTUAL_TWAIN  «sheets=3,fault=jam:2»; faults are the words in `fault_is` below;
 *                          «button=50»: its button is pressed so many ms after someone listens
 * CLERKDESK_VIRTUAL_PAGES  a folder with pages as binary PPM
 *
 * gcc -shared -fPIC -O2 -pthread source.c -o libtwainvirtual.so
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>
#define ENTRY __declspec(dllexport) __stdcall
#define CALLED __stdcall
static void nap(int ms) { Sleep(ms); }
#else
#include <pthread.h>
#include <unistd.h>
#define ENTRY __attribute__((visibility("default")))
#define CALLED
static void nap(int ms) { usleep(ms * 1000); }
#endif

#pragma pack(push, 2)
typedef struct { int16_t whole; uint16_t frac; } FIX32;
typedef struct { FIX32 left, top, right, bottom; } FRAME;
typedef struct { uint16_t major, minor, language, country; char info[34]; } VERSION;
typedef struct {
    uint32_t id; VERSION version; uint16_t protocol_major, protocol_minor; uint32_t groups;
    char maker[34], family[34], product[34];
} IDENTITY;
typedef struct { uint16_t cap, container; void *handle; } CAPABILITY;
typedef struct { uint16_t type; uint32_t item; } ONEVALUE;
typedef struct { uint16_t type; uint32_t count, current, usual; } ENUMERATION;
typedef struct { uint16_t type; uint32_t count; } ARRAY;
typedef struct {
    uint32_t event; char device[256]; uint32_t minutes; int16_t percent; int32_t supply; FIX32 x, y;
    uint32_t flash, automatic, before, between;
} DEVICEEVENT;
typedef struct { uint16_t code, data; } STATUSTOLD;
typedef struct { FRAME frame; uint32_t document, page, number; } IMAGELAYOUT;
typedef struct {
    FIX32 x_resolution, y_resolution; int32_t width, length; int16_t samples, bits[8], bits_per_pixel;
    uint16_t planar; int16_t pixel_type; uint16_t compression;
} IMAGEINFO;
typedef struct { uint16_t count; uint32_t end; } PENDINGPAGES;
typedef struct { uint32_t smallest, largest, preferred; } SETUPMEM;
typedef struct { uint32_t flags, length; void *memory; } STRIPMEMORY;
typedef struct {
    uint16_t compression; uint32_t bytes_per_row, columns, rows, x, y, written; STRIPMEMORY memory;
} MEMXFER;
typedef struct { char name[256]; uint16_t format; int16_t reference; } SETUPFILE;
typedef struct { uint16_t show, modal; void *parent; } USERINTERFACE;
typedef struct { void *event; uint16_t message; } EVENTTOLD;
typedef uint16_t (CALLED *Callback)(IDENTITY *, IDENTITY *, uint32_t, uint16_t, uint16_t, void *);
typedef struct { Callback call; uint32_t constant; int16_t message; } REGISTRATION;
typedef uint16_t (CALLED *EntryCall)(IDENTITY *, IDENTITY *, uint32_t, uint16_t, uint16_t, void *);
typedef struct {
    uint32_t size; EntryCall entry; void *(CALLED *allocate)(uint32_t); void (CALLED *release)(void *);
    void *(CALLED *lock)(void *); void (CALLED *unlock)(void *);
} ENTRYPOINT;
#pragma pack(pop)

enum { SUCCESS = 0, FAILURE = 1, CANCEL = 3, DSEVENT = 4, NOTDSEVENT = 5, XFERDONE = 6, ENDOFLIST = 7 };
enum { BADVALUE = 10, SEQERROR = 11, CAPUNSUPPORTED = 13, PAPERJAM = 20, DOUBLEFEED = 21, OFFLINE = 23,
       INTERLOCK = 24, NOMEDIA = 29, BUMMER = 1, NODS = 3, MAXCONNECTIONS = 4 };
enum { XFERREADY = 0x101, CLOSEDSREQ = 0x102, DEVICETOLD = 0x104, SCANBUTTON = 0x8001 };

static char fault[32];
static int fault_page, sheets = 3, delay_ms, button_ms;
static int presses_wanted, presses_waiting;   /* the button of the device: asked for, not yet fetched */
static uint16_t condition;
static int is_open, enabled, state, announced;
static IDENTITY application, self;
static Callback callback;
static int dpi_x = 200, pixel_type = 2, mechanism = 0, duplex, feeder = 1, transfer_count = -1;
static double width_inches = 8.27, height_inches = 11.69;
static SETUPFILE target;
static int page, row, pages_in_run;
static unsigned char *loaded;
static int loaded_width, loaded_height;

static int fault_is(const char *word) { return strcmp(fault, word) == 0; }
static int fault_here(const char *word) { return fault_is(word) && page == fault_page; }
static uint16_t fail(uint16_t code) { condition = code; return FAILURE; }
static FIX32 fixed(double value) {
    int32_t whole = (int32_t)(value * 65536.0 + 0.5);
    FIX32 made = { (int16_t)(whole >> 16), (uint16_t)(whole & 0xffff) };
    return made;
}
static double plain(FIX32 value) { return value.whole + value.frac / 65536.0; }

#ifdef _WIN32
static void *CALLED allocate(uint32_t size) { return GlobalAlloc(GPTR, size); }
static void CALLED release(void *handle) { GlobalFree(handle); }
#else
static void *CALLED allocate(uint32_t size) { return calloc(1, size); }
static void CALLED release(void *handle) { free(handle); }
#endif
static void *CALLED lock_handle(void *handle) { return handle; }
static void CALLED unlock_handle(void *handle) { (void)handle; }

static void read_orders(void) {
    const char *order = getenv("CLERKDESK_VIRTUAL_TWAIN");
    char copy[200];
    fault[0] = 0; fault_page = 1; sheets = 3; delay_ms = button_ms = 0;
    strncpy(copy, order ? order : "", sizeof copy - 1); copy[sizeof copy - 1] = 0;
    for (char *part = strtok(copy, ","); part; part = strtok(NULL, ",")) {
        if (strncmp(part, "sheets=", 7) == 0) sheets = atoi(part + 7);
        if (strncmp(part, "delay=", 6) == 0) delay_ms = atoi(part + 6);
        if (strncmp(part, "button=", 7) == 0) button_ms = atoi(part + 7);
        if (strncmp(part, "fault=", 6) == 0) {
            char *colon = strchr(part + 6, ':');
            if (colon) { fault_page = atoi(colon + 1); *colon = 0; }
            strncpy(fault, part + 6, sizeof fault - 1);
        }
    }
}

/* --- pages ------------------------------------------------------------------------------------ */

static int two_sided(void) { return duplex || fault_is("duplex"); }
static int page_number(void) { return fault_is("reversed") ? pages_in_run + 1 - page : page; }
static int samples(void) { return pixel_type == 2 ? 3 : 1; }
static int bytes_a_sample(void) { return fault_is("deep") && pixel_type == 1 ? 2 : 1; }
static int wide(void) { return loaded ? loaded_width : (int)(width_inches * dpi_x); }
static int told_rows(void) { return loaded ? loaded_height : (int)(height_inches * dpi_x); }
static int rows_in_all(void) { return told_rows() + (fault_here("bigger") ? 37 : 0); }
static int packed(void) {
    return pixel_type == 0 ? (wide() + 7) / 8 : wide() * samples() * bytes_a_sample();
}

static void load_page(void) {
    const char *folder = getenv("CLERKDESK_VIRTUAL_PAGES");
    char name[600];
    free(loaded); loaded = NULL;
    if (!folder) return;
    snprintf(name, sizeof name, "%s/%d.ppm", folder, page_number());
    FILE *file = fopen(name, "rb");
    int largest;
    if (!file) return;
    if (fscanf(file, "P6 %d %d %d", &loaded_width, &loaded_height, &largest) == 3) {
        size_t size = (size_t)loaded_width * loaded_height * 3;
        fgetc(file);
        loaded = malloc(size);
        if (loaded && fread(loaded, 1, size, file) != size) { free(loaded); loaded = NULL; }
    }
    fclose(file);
}

static unsigned char shade(int x, int y, int channel) {
    if (loaded && y < loaded_height) return loaded[((size_t)y * loaded_width + x) * 3 + channel];
    return (unsigned char)(x * 3 + y * 5 + channel * 40 + page_number() * 17);
}

static void write_row(unsigned char *out, int y) {
    if (pixel_type == 0) {
        memset(out, 0, packed());
        for (int x = 0; x < wide(); x++)
            if (shade(x, y, 1) > 127) out[x / 8] |= (unsigned char)(0x80 >> (x % 8));
        return;
    }
    for (int x = 0; x < wide(); x++)
        for (int c = 0; c < samples(); c++) {
            int at = x * samples() + c;
            unsigned char value = shade(x, y, pixel_type == 1 ? 1 : c);
            if (bytes_a_sample() == 2) { out[at * 2] = 0x5a; out[at * 2 + 1] = value; }
            else out[at] = value;
        }
}

static uint16_t page_fault(void) {
    if (fault_here("jam")) return PAPERJAM;
    if (fault_here("double")) return DOUBLEFEED;
    if (fault_here("cover")) return INTERLOCK;
    if (fault_here("out")) return NOMEDIA;
    if (fault_here("bummer")) return BUMMER;
    if (fault_here("crash")) abort();
    if (fault_here("hang")) for (;;) nap(1000);
    return 0;
}

/* --- telling the application ------------------------------------------------------------------- */

static EntryCall manager;   /* the DSM that loaded us as a source; NULL where we are both */
#ifdef _WIN32
static DWORD window_thread;
#endif

static void tell(uint16_t message) {
    announced = message;
    if (manager) manager(&self, &application, 1, 0, message, NULL);
    else if (callback) callback(&self, &application, 1, 0, message, NULL);
#ifdef _WIN32
    PostThreadMessageW(window_thread, WM_APP, 0, 0);   /* sources of old speak by window messages */
#endif
}

static void tell_later(void) {
    nap(10);
    if (fault_is("mute")) return;
    int times = fault_is("storm") ? 2000 : 1;
    while (times--) tell(fault_is("closed") ? CLOSEDSREQ : XFERREADY);
}

static void press_later(void) {
    nap(button_ms);
    if (!is_open || !presses_wanted) return;
    presses_waiting++;
    tell(DEVICETOLD);
}

#ifdef _WIN32
static DWORD WINAPI in_thread(void *work) { ((void (*)(void))work)(); return 0; }
static void start(void (*work)(void)) {
    window_thread = GetCurrentThreadId();
    CloseHandle(CreateThread(NULL, 0, in_thread, (void *)work, 0, NULL));
}
#else
static void *in_thread(void *work) { ((void (*)(void))work)(); return NULL; }
static void start(void (*work)(void)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, in_thread, (void *)work) == 0) pthread_detach(thread);
}
#endif

/* --- capabilities ------------------------------------------------------------------------------ */

static uint16_t give(CAPABILITY *cap, uint16_t type, uint32_t value) {
    ONEVALUE *made = allocate(sizeof *made + 8);
    made->type = type; made->item = value;
    cap->container = 5; cap->handle = made;
    return SUCCESS;
}

static uint16_t give_list(CAPABILITY *cap, uint16_t type, const uint32_t *items, uint32_t count, uint32_t now) {
    ENUMERATION *made = allocate(sizeof *made + 4 * count);
    made->type = type; made->count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i] == now) made->current = i;
        if (type == 7) memcpy((char *)(made + 1) + 4 * i, &items[i], 4);
        else { uint16_t small = (uint16_t)items[i]; memcpy((char *)(made + 1) + 2 * i, &small, 2); }
    }
    cap->container = 4; cap->handle = made;
    return SUCCESS;
}

static uint16_t give_events(CAPABILITY *cap, int all) {
    uint16_t events[] = {8, SCANBUTTON};   /* TWDE_DEVICEREADY, and one of our own */
    uint32_t count = all || presses_wanted ? 2 : 0;
    ARRAY *made = allocate(sizeof *made + sizeof events);
    made->type = 4; made->count = count;
    memcpy(made + 1, events, 2 * count);
    cap->container = 3; cap->handle = made;
    return SUCCESS;
}

static uint16_t listen_for(CAPABILITY *cap) {
    ARRAY *given = cap->handle;
    uint16_t *events = (uint16_t *)(given + 1);
    if (cap->container != 3 || given->type != 4) return fail(BADVALUE);
    presses_wanted = 0;
    for (uint32_t i = 0; i < given->count; i++) presses_wanted |= events[i] == SCANBUTTON;
    if (presses_wanted) start(press_later);
    return SUCCESS;
}

static uint16_t device_event(DEVICEEVENT *told) {
    if (!presses_waiting) return fail(SEQERROR);
    presses_waiting--;
    memset(told, 0, sizeof *told);
    told->event = SCANBUTTON;
    strcpy(told->device, self.product);
    return SUCCESS;
}

static uint16_t get_capability(CAPABILITY *cap, int list) {
    static const uint32_t mechanisms[] = {0, 1, 2}, types[] = {0, 1, 2};
    switch (cap->cap) {
    case 0x0001: return give(cap, 1, (uint16_t)transfer_count);
    case 0x0101: return list ? give_list(cap, 4, types, 3, pixel_type) : give(cap, 4, pixel_type);
    case 0x0102: return give(cap, 4, 0);
    case 0x0103: return list ? give_list(cap, 4, mechanisms, 3, mechanism) : give(cap, 4, mechanism);
    case 0x1002: return give(cap, 6, feeder);
    case 0x1003: return give(cap, 6, !fault_is("empty"));
    case 0x100d: return give(cap, 6, 1);
    case 0x1012: return give(cap, 4, 1);
    case 0x1013: return give(cap, 6, two_sided());
    case 0x1022: return button_ms ? give_events(cap, list) : fail(CAPUNSUPPORTED);
    case 0x102e: return give(cap, 4, fault_is("reversed"));
    case 0x1118: case 0x1119: {
        FIX32 value = fixed(dpi_x); uint32_t raw; memcpy(&raw, &value, 4);
        return give(cap, 7, raw);
    }
    }
    return fail(CAPUNSUPPORTED);
}

static uint16_t set_capability(CAPABILITY *cap) {
    ONEVALUE *given = cap->handle;
    uint32_t value = given->item;
    if (enabled) return fail(SEQERROR);
    if (cap->cap == 0x1022) return button_ms ? listen_for(cap) : fail(CAPUNSUPPORTED);
    switch (cap->cap) {
    case 0x0001: transfer_count = (int16_t)value; return SUCCESS;
    case 0x0100: return (uint16_t)value == 0 ? SUCCESS : fail(BADVALUE);
    case 0x0101: if ((uint16_t)value > 2) return fail(BADVALUE); pixel_type = (uint16_t)value; return SUCCESS;
    case 0x0102: return (uint16_t)value == 0 ? SUCCESS : fail(BADVALUE);
    case 0x0103:
        if ((uint16_t)value == 2 && (fault_is("nomemory") || fault_is("fileonly"))) return fail(BADVALUE);
        if ((uint16_t)value == 0 && fault_is("fileonly")) return fail(BADVALUE);
        mechanism = (uint16_t)value; return SUCCESS;
    case 0x1002: feeder = (uint16_t)value != 0; return SUCCESS;
    case 0x1007: case 0x100b: return SUCCESS;
    case 0x1013: duplex = (uint16_t)value != 0; return SUCCESS;
    case 0x1118: case 0x1119: {
        FIX32 asked; memcpy(&asked, &value, 4);
        if (plain(asked) < 50 || plain(asked) > 600) return fail(BADVALUE);
        dpi_x = (int)plain(asked); return SUCCESS;
    }
    case 0x1122: {
        uint16_t size = (uint16_t)value;
        if (size == 11) { width_inches = 11.69; height_inches = 16.54; return SUCCESS; }
        if (size == 1) { width_inches = 8.27; height_inches = 11.69; return SUCCESS; }
        if (size == 5) { width_inches = 5.83; height_inches = 8.27; return SUCCESS; }
        return fail(BADVALUE);
    }
    }
    return fail(CAPUNSUPPORTED);
}

/* --- transfers ---------------------------------------------------------------------------------- */

static void begin_run(void) {
    pages_in_run = feeder ? sheets * (two_sided() ? 2 : 1) : 1;
    page = 1; row = 0; state = 6;
    load_page();
}

static uint16_t image_info(IMAGEINFO *told) {
    if (state < 6) return fail(SEQERROR);
    uint16_t code = page_fault();
    if (code) return fail(code);
    memset(told, 0, sizeof *told);
    double dpi = fault_is("dpi0") ? 0 : fault_is("dpiwrong") ? 9600 : dpi_x;
    told->x_resolution = told->y_resolution = fixed(dpi);
    told->width = wide(); told->length = fault_is("unknown") ? -1 : told_rows();
    told->samples = (int16_t)samples();
    int bits = pixel_type == 0 ? 1 : 8 * bytes_a_sample();
    for (int i = 0; i < samples(); i++) told->bits[i] = (int16_t)bits;
    told->bits_per_pixel = (int16_t)(bits * samples());
    told->pixel_type = (int16_t)pixel_type;
    return SUCCESS;
}

static uint16_t memory_transfer(MEMXFER *given) {
    if (state < 6) return fail(SEQERROR);
    state = 7;
    if (delay_ms) nap(delay_ms);
    if (row > 0 && fault_here("cable")) return fail(OFFLINE);
    if (row > 0 && fault_here("tear")) for (;;) nap(1000);
    if (row > 0 && fault_here("jamlate")) return fail(PAPERJAM);
    int stride = (packed() + 3) / 4 * 4 + 4;
    int rows = (int)(given->memory.length / stride), left = rows_in_all() - row;
    if (rows < 1) return fail(BADVALUE);
    if (rows > left) rows = left;
    unsigned char *out = given->memory.memory;
    memset(out, 0xEE, (size_t)rows * stride);
    for (int i = 0; i < rows; i++) write_row(out + (size_t)i * stride, row + i);
    given->compression = 0;
    given->bytes_per_row = fault_is("stride") ? (uint32_t)packed() : (uint32_t)stride;
    if (fault_here("stridemad")) given->bytes_per_row = 3;
    given->columns = wide(); given->rows = rows; given->x = 0; given->y = row;
    given->written = (uint32_t)rows * stride;
    if (fault_here("stridemad")) given->written = 7;
    row += rows;
    return row == rows_in_all() ? XFERDONE : SUCCESS;
}

static unsigned char *bitmap(uint32_t *size) {
    int stride = (wide() * samples() + 3) / 4 * 4, colours = samples() == 1 ? 256 : 0, high = told_rows();
    *size = 40 + colours * 4 + (uint32_t)stride * high;
    unsigned char *made = allocate(*size), *line = malloc(packed() + 8);
    uint32_t head[10] = {40, (uint32_t)wide(), (uint32_t)high, 1u | (uint32_t)(8 * samples()) << 16, 0,
                         (uint32_t)stride * high, (uint32_t)(dpi_x / 0.0254), (uint32_t)(dpi_x / 0.0254),
                         (uint32_t)colours, 0};
    int kept_type = pixel_type;
    if (pixel_type == 0) pixel_type = 1;
    memcpy(made, head, 40);
    for (int i = 0; i < colours; i++) memset(made + 40 + i * 4, i, 3);
    for (int y = 0; y < high; y++) {
        unsigned char *out = made + 40 + colours * 4 + (size_t)(high - 1 - y) * stride;
        write_row(line, y);
        if (samples() == 1) memcpy(out, line, wide());
        else for (int x = 0; x < wide(); x++) for (int c = 0; c < 3; c++) out[x * 3 + c] = line[x * 3 + 2 - c];
    }
    pixel_type = kept_type;
    free(line);
    return made;
}

static uint16_t native_transfer(void **handle) {
    uint32_t size;
    if (state < 6) return fail(SEQERROR);
    state = 7;
    if (fault_here("cable")) return fail(OFFLINE);
    *handle = bitmap(&size);
    return XFERDONE;
}

static uint16_t file_transfer(void) {
    uint32_t size;
    if (state < 6) return fail(SEQERROR);
    state = 7;
    unsigned char *made = bitmap(&size);
    FILE *file = fopen(target.name, "wb");
    if (!file) { release(made); return fail(BUMMER); }
    uint32_t start = 14 + 40 + (samples() == 1 ? 1024 : 0), whole = size + 14;
    unsigned char head[14] = {'B', 'M'};
    memcpy(head + 2, &whole, 4); memcpy(head + 10, &start, 4);
    fwrite(head, 1, 14, file); fwrite(made, 1, size, file);
    fclose(file); release(made);
    return XFERDONE;
}

static uint16_t end_transfer(PENDINGPAGES *told) {
    if (state == 7 || state == 6) { page++; row = 0; }
    int left = pages_in_run - page + 1;
    told->count = left > 0 ? (fault_is("count") ? (uint16_t)-1 : (uint16_t)left) : 0;
    if (left <= 0 && !fault_is("count")) { state = 5; return SUCCESS; }
    if (left <= 0 && fault_is("count")) { told->count = 0; state = 5; return SUCCESS; }
    state = 6;
    load_page();
    return SUCCESS;
}

/* --- the one entry ------------------------------------------------------------------------------ */

static uint16_t of_manager(IDENTITY *from, uint16_t dat, uint16_t message, void *at) {
    switch (dat) {
    case 0x0004:
        if (message == 0x0301) {
            read_orders();
            application = *from;
            from->groups |= 0x10000000;
        }
        return SUCCESS;
    case 0x0403: {
        ENTRYPOINT *given = at;
        given->allocate = allocate; given->release = release;
        given->lock = lock_handle; given->unlock = unlock_handle;
        return SUCCESS;
    }
    case 0x0003: {
        IDENTITY *given = at;
        memset(&self, 0, sizeof self);
        self.id = 7; self.groups = 0x40000003; self.protocol_major = 2; self.protocol_minor = 4;
        strcpy(self.maker, "ClerkDesk"); strcpy(self.family, "tests"); strcpy(self.product, "May quet TWAIN ao");
        if (message == 0x0004) { if (fault_is("none")) return fail(NODS); *given = self; return SUCCESS; }
        if (message == 0x0005) return ENDOFLIST;
        if (message == 0x0401) {
            if (fault_is("hangopen")) for (;;) nap(1000);
            if (strcmp(given->product, self.product) != 0) return fail(NODS);
            if (fault_is("busy")) return fail(MAXCONNECTIONS);
            *given = self; is_open = 1; state = 4; callback = NULL; duplex = 0; feeder = 1;
            presses_wanted = presses_waiting = announced = 0;
            return SUCCESS;
        }
        if (message == 0x0402) { is_open = enabled = 0; state = 3; return SUCCESS; }
        return fail(BADVALUE);
    }
    case 0x0008: { STATUSTOLD *told = at; told->code = condition; told->data = 0; condition = 0; return SUCCESS; }
    }
    return fail(BADVALUE);
}

uint16_t ENTRY DSM_Entry(IDENTITY *from, IDENTITY *to, uint32_t group, uint16_t dat, uint16_t message, void *at) {
    if (!to) return of_manager(from, dat, message, at);
    if (dat == 0x0008) return of_manager(from, dat, message, at);
    if (dat == 0x0010 || dat == 0x0012) {
        if (fault_is("nocallback")) return fail(BADVALUE);
        callback = ((REGISTRATION *)at)->call;
        return SUCCESS;
    }
    if (!is_open) return fail(SEQERROR);
    if (group == 1) switch (dat) {
    case 0x0001:
        if (message == 6) return set_capability(at);
        if (message == 7) { presses_wanted = 0; return SUCCESS; }
        return get_capability(at, message == 1);
    case 0x0002: {
        EVENTTOLD *told = at;
        told->message = 0;
        if ((fault_is("nocallback") || manager) && (enabled || announced == DEVICETOLD) && announced) { told->message = (uint16_t)announced; announced = 0; return DSEVENT; }
        return NOTDSEVENT;
    }
    case 0x0005: {
        PENDINGPAGES *told = at;
        if (message == 0x0701) return end_transfer(told);
        if (message == 7) { told->count = 0; state = 5; return SUCCESS; }
        told->count = (uint16_t)(pages_in_run - page + 1);
        return SUCCESS;
    }
    case 0x0006: { SETUPMEM *told = at; told->smallest = packed() + 8; told->largest = 1 << 20; told->preferred = 65536; if (told->smallest > told->preferred) told->preferred = told->smallest; return SUCCESS; }
    case 0x000d: return device_event(at);
    case 0x0007: if (message == 6) target = *(SETUPFILE *)at; return SUCCESS;
    case 0x0009:
        if (message == 0x0502) {
            if (fault_is("hangstart")) for (;;) nap(1000);
            enabled = 1; announced = 0; begin_run();
            start(tell_later);
        } else { enabled = 0; state = 4; }
        return SUCCESS;
    }
    if (group == 2) switch (dat) {
    case 0x0101: return image_info(at);
    case 0x0102: {
        IMAGELAYOUT *given = at;
        if (message == 6) { width_inches = plain(given->frame.right); height_inches = plain(given->frame.bottom); }
        return SUCCESS;
    }
    case 0x0103: return memory_transfer(at);
    case 0x0104: return native_transfer(at);
    case 0x0105: return file_transfer();
    }
    return fail(BADVALUE);
}

#ifdef _WIN32
/* Under a real source manager we are a source alone: saved as NAME.ds, this is what it calls. */
uint16_t ENTRY DS_Entry(IDENTITY *from, uint32_t group, uint16_t dat, uint16_t message, void *at) {
    if (group == 1 && dat == 0x0003) {
        IDENTITY *given = at;
        uint32_t number = given ? given->id : 0;
        if (message == 1) {
            read_orders();
            of_manager(from, dat, 0x0004, at);
            ((IDENTITY *)at)->id = number;
            return SUCCESS;
        }
        if (message == 0x0401) {
            HMODULE loaded_by = GetModuleHandleW(L"twaindsm.dll");
            if (!loaded_by) loaded_by = GetModuleHandleW(L"twain_32.dll");
            manager = loaded_by ? (EntryCall)(void *)GetProcAddress(loaded_by, "DSM_Entry") : NULL;
            read_orders();
            application = *from;
            IDENTITY asked = *given;
            of_manager(from, dat, 0x0004, &asked);   /* fills `self` */
            asked.id = number;
            uint16_t result = of_manager(from, dat, message, &asked);
            self.id = number;
            return result;
        }
        return of_manager(from, dat, message, at);
    }
    if (dat == 0x0403 || dat == 0x0008) return of_manager(from, dat, message, at);
    return DSM_Entry(from, &self, group, dat, message, at);
}
#endif

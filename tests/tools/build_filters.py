"""Build the decoder's seccomp programs with libseccomp. Only their bytes ship, five per architecture.

    python tests/tools/build_filters.py           writes desktop/evidence/decoder/filters/*.bpf
    python tests/tools/build_filters.py --check   exits 1 when the shipped bytes differ from what would be built

`loose` is a deny list for bubblewrap (`--seccomp`), in force while Python starts. `tight` is an allow list that the
decoder puts on itself once everything is imported; whatever it does not name fails with EPERM. `threaded` is the same
for libraries that can't work without threads of their own (libheif): a thread may be made, a process still may not.
`player` is `threaded` with what the player of sound and pictures needs for its event loops. `office` is `loose` for
LibreOffice, which does not start unless it may open a local socket to be called by; it may call none.
"""

from __future__ import annotations

import errno
import sys
import tempfile
from pathlib import Path

import pyseccomp as sc

FOLDER = Path(__file__).resolve().parents[2] / "desktop" / "evidence" / "decoder" / "filters"
MACHINES = {"x86_64": sc.Arch.X86_64, "aarch64": sc.Arch.AARCH64}

DENIED = """
    socket socketpair connect bind listen accept accept4 ptrace process_vm_readv process_vm_writev process_madvise
    pidfd_open pidfd_getfd pidfd_send_signal mount umount2 move_mount fsopen fsconfig fsmount open_tree pivot_root setns
    unshare keyctl add_key request_key bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register
    open_by_handle_at name_to_handle_at init_module finit_module delete_module kexec_load reboot swapon swapoff chroot
    personality shmget shmat msgget semget mq_open inotify_init1 fanotify_init acct quotactl settimeofday
    clock_settime adjtimex syslog
"""

# no clone, exec, socket, kill, tgkill, ptrace, memfd, ioctl, sendmsg (it could pass descriptors)
ALLOWED = """
    read readv pread64 write writev lseek close fstat newfstatat statx openat getdents64 readlink readlinkat munmap
    mremap madvise brk futex rt_sigreturn rt_sigprocmask rt_sigaction sigaltstack exit exit_group clock_gettime
    clock_nanosleep gettimeofday getrandom gettid getpid getppid getuid geteuid getgid getegid sched_yield
    sched_getaffinity recvfrom sendto poll ppoll getrusage restart_syscall rseq membarrier uname sysinfo getcwd
"""

# event loops of the player's threads, and their names and priorities
ALLOWED_PLAYER = """
    eventfd2 sched_getparam sched_getscheduler sched_get_priority_min sched_get_priority_max
"""

PROT_EXEC = 4
PROT_READ = 1
MAP_SHARED = 1
CLONE_VM, CLONE_SIGHAND, CLONE_THREAD = 0x100, 0x800, 0x10000
F_GETFD, F_GETFL = 1, 3
AF_UNIX = 1
PR_SET_NAME = 15


def loose(arch: int, spared: frozenset[str] = frozenset()) -> sc.SyscallFilter:
    rules = _filter(sc.ALLOW, arch)
    for name in DENIED.split():
        if name not in spared:
            rules.add_rule(sc.ERRNO(errno.EPERM), name)
    return rules


def office(arch: int) -> sc.SyscallFilter:
    """`loose`, but a local socket may be made and listened at; no other kind of socket, and none may be called."""
    rules = loose(arch, frozenset({"socket", "bind", "listen", "accept"}))
    rules.add_rule(sc.ERRNO(errno.EPERM), "socket", sc.Arg(0, sc.NE, AF_UNIX))
    return rules


def tight(arch: int) -> sc.SyscallFilter:
    rules = _filter(sc.ERRNO(errno.EPERM), arch)
    for name in ALLOWED.split():
        rules.add_rule(sc.ALLOW, name)
    # no executable memory, and no shared memory either: RLIMIT_DATA would not count it
    rules.add_rule(sc.ALLOW, "mmap", sc.Arg(2, sc.MASKED_EQ, PROT_EXEC, 0), sc.Arg(3, sc.MASKED_EQ, MAP_SHARED, 0))
    # but a file may be mapped for reading (fonts): what it can be is bounded by what can be opened
    rules.add_rule(sc.ALLOW, "mmap", sc.Arg(2, sc.EQ, PROT_READ), sc.Arg(3, sc.EQ, MAP_SHARED))
    rules.add_rule(sc.ALLOW, "mprotect", sc.Arg(2, sc.MASKED_EQ, PROT_EXEC, 0))
    # F_SETOWN with F_SETSIG could signal other processes of the same user
    for command in (F_GETFD, F_GETFL):
        rules.add_rule(sc.ALLOW, "fcntl", sc.Arg(1, sc.EQ, command))
    # limits of this process only, and they may not be changed
    rules.add_rule(sc.ALLOW, "prlimit64", sc.Arg(0, sc.EQ, 0), sc.Arg(2, sc.EQ, 0))
    return rules


def threaded(arch: int) -> sc.SyscallFilter:
    rules = tight(arch)
    thread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD
    rules.add_rule(sc.ALLOW, "clone", sc.Arg(0, sc.MASKED_EQ, thread, thread))
    # its flags lie in memory, where no filter can look; the C library falls back to clone
    rules.add_rule(sc.ERRNO(errno.ENOSYS), "clone3")
    rules.add_rule(sc.ALLOW, "set_robust_list")
    return rules


def player(arch: int) -> sc.SyscallFilter:
    """`threaded`, and what Qt's threads and their event loops need."""
    rules = threaded(arch)
    for name in ALLOWED_PLAYER.split():
        rules.add_rule(sc.ALLOW, name)
    rules.add_rule(sc.ALLOW, "prctl", sc.Arg(0, sc.EQ, PR_SET_NAME))
    return rules


def _filter(default: int, arch: int) -> sc.SyscallFilter:
    rules = sc.SyscallFilter(default)
    if arch != sc.system_arch():
        rules.remove_arch(sc.system_arch())
        rules.add_arch(arch)
    return rules


PROGRAMS = {"loose": loose, "tight": tight, "threaded": threaded, "player": player, "office": office}


def build() -> dict[str, bytes]:
    made = {}
    for machine, arch in MACHINES.items():
        for name, make in PROGRAMS.items():
            with tempfile.TemporaryFile() as file:
                make(arch).export_bpf(file)
                file.seek(0)
                made[f"{name}-{machine}.bpf"] = file.read()
    return made


def main() -> int:
    programs = build()
    if "--check" in sys.argv:
        stale = [n for n, code in programs.items() if not (FOLDER / n).exists() or (FOLDER / n).read_bytes() != code]
        print("stale:" if stale else "current", *stale)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, code in programs.items():
        (FOLDER / name).write_bytes(code)
        print(f"{name}: {len(code) // 8} instructions")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

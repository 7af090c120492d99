using System.Runtime.InteropServices;
using System.Text;

namespace FastMtp.Files.Text;

/// <summary>Recognises pipes by name, before they are opened: opening one that nobody writes to waits for ever.</summary>
internal static unsafe partial class Pipe
{
    /// <summary>From fcntl.h, linux/stat.h and sys/stat.h.</summary>
    private const int CurrentDirectory = -100;
    private const uint StatxType = 1;
    private const int TypeMask = 0xf000;
    private const int Fifo = 0x1000;

    /// <summary>Size of struct statx and where its stx_mode is: the same on all processors, unlike struct stat.</summary>
    private const int StatxSize = 256;
    private const int ModeOffset = 28;

    /// <summary>True if a name is that of a pipe; only Linux says so without opening it.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux() || path.Contains('\0')) return false;
        var status = stackalloc byte[StatxSize];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            try
            {
                return statx(CurrentDirectory, name, 0, StatxType, status) == 0
                    && (*(ushort*)(status + ModeOffset) & TypeMask) == Fifo;
            }
            catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
            {
                return false;
            }
        }
    }

    [LibraryImport("libc")]
    private static partial int statx(int directory, byte* path, int flags, uint mask, byte* status);
}

using System.Runtime.InteropServices;
using System.Text;

namespace TradingDaemon.Storage.Files;

/// <summary>The two things the framework's files cannot do: flush a directory, and read a file somebody else has locked.</summary>
internal static class PosixFiles
{
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Makes creations and renames in a directory survive a power cut. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return; // directories are flushed with their files there
        var file = Opened(path);
        try
        {
            if (FSync(file) != 0) throw new IOException($"The disk did not keep the directory {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>The first bytes of a file as text whatever locks are on it; empty where the system has no such call.</summary>
    public static string ReadLocked(string path)
    {
        if (OperatingSystem.IsWindows()) return "";
        var file = Opened(path);
        try
        {
            var bytes = new byte[256];
            var count = Read(file, bytes, bytes.Length);
            return count > 0 ? Encoding.UTF8.GetString(bytes, 0, (int)count) : "";
        }
        finally
        {
            _ = Close(file);
        }
    }

    private static int Opened(string path) =>
        Open(path, ReadOnly) is >= 0 and var file ? file : throw new IOException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int file, [Out] byte[] bytes, nint count);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}

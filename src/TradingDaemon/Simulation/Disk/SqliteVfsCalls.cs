using System.Runtime.InteropServices;

namespace TradingDaemon.Simulation.Disk;

/// <summary>What SQLite asks of a file system. No exception may leave these: a refusal becomes SQLite's code for it.</summary>
internal static class SqliteVfsCalls
{
    private const int CreateFlag = 0x4;
    private const int DeleteOnCloseFlag = 0x8;
    private const int LogFlags = 0x800 | 0x80000; // a rollback journal or a write-ahead log
    private const long JulianNoonMilliseconds = 212_600_000_000_000; // any time will do: the store asks SQLite for none

    // Kept here so that the collector leaves alone what SQLite calls.
    private static readonly OpenCall Opens = Open;
    private static readonly DeleteCall Deletes = Delete;
    private static readonly AccessCall Accesses = Access;
    private static readonly FullPathCall FullPaths = FullPath;
    private static readonly BytesCall Randoms = Randomness;
    private static readonly SleepCall Sleeps = Sleep;
    private static readonly TimeCall Days = CurrentDays;
    private static readonly TimeCall Milliseconds = CurrentMilliseconds;
    private static readonly BytesCall Errors = static (_, _, _) => 0;

    /// <summary>The functions; the rest is each file system's own.</summary>
    public static SqliteVfs Table { get; } = new()
    {
        Version = 2,
        Open = Marshal.GetFunctionPointerForDelegate(Opens),
        Delete = Marshal.GetFunctionPointerForDelegate(Deletes),
        Access = Marshal.GetFunctionPointerForDelegate(Accesses),
        FullPath = Marshal.GetFunctionPointerForDelegate(FullPaths),
        Randomness = Marshal.GetFunctionPointerForDelegate(Randoms),
        Sleep = Marshal.GetFunctionPointerForDelegate(Sleeps),
        CurrentTime = Marshal.GetFunctionPointerForDelegate(Days),
        LastError = Marshal.GetFunctionPointerForDelegate(Errors),
        CurrentTimeMilliseconds = Marshal.GetFunctionPointerForDelegate(Milliseconds),
    };

    private static int Open(nint vfs, nint name, nint file, int flags, nint flagsOut)
    {
        Marshal.WriteIntPtr(file, 0); // no methods: SQLite will not close it
        var mount = SqliteFileSystem.MountOf(vfs);
        var path = (flags & DeleteOnCloseFlag) != 0 ? "" : SqliteFileSystem.TextAt(name);
        try
        {
            var found = path.Length == 0 ? new DiskFile() : mount.Find(path);
            if (found is null && (flags & CreateFlag) == 0) return SqliteCode.CannotOpen;
            var opened = new OpenFile(mount, found ?? mount.Create(path), path, flushesDirectory: found is null && (flags & LogFlags) != 0);
            Marshal.WriteIntPtr(file, nint.Size, GCHandle.ToIntPtr(GCHandle.Alloc(opened)));
            Marshal.WriteIntPtr(file, SqliteFileCalls.Table);
            if (flagsOut != 0) Marshal.WriteInt32(flagsOut, flags);
            return SqliteCode.Ok;
        }
        catch (DiskRefusedException refused)
        {
            return SqliteCode.Of(refused, SqliteCode.CannotOpen);
        }
    }

    private static int Delete(nint vfs, nint name, int flushesDirectory)
    {
        var mount = SqliteFileSystem.MountOf(vfs);
        var path = SqliteFileSystem.TextAt(name);
        try
        {
            if (mount.Find(path) is null) return SqliteCode.DeleteAbsent;
            mount.Delete(path);
            if (flushesDirectory != 0) mount.FlushDirectory(DiskNames.ParentOf(path));
            return SqliteCode.Ok;
        }
        catch (DiskRefusedException refused)
        {
            return SqliteCode.Of(refused, SqliteCode.DeleteFailed);
        }
    }

    private static int Access(nint vfs, nint name, int flags, nint result)
    {
        try
        {
            Marshal.WriteInt32(result, SqliteFileSystem.MountOf(vfs).Find(SqliteFileSystem.TextAt(name)) is { Length: > 0 } ? 1 : 0);
            return SqliteCode.Ok;
        }
        catch (DiskRefusedException refused)
        {
            return SqliteCode.Of(refused, SqliteCode.AccessFailed);
        }
    }

    private static int FullPath(nint vfs, nint name, int bytesMax, nint result) =>
        SqliteFileSystem.TryWriteText(SqliteFileSystem.MountOf(vfs).FullPath(SqliteFileSystem.TextAt(name)), result, bytesMax) ? SqliteCode.Ok : SqliteCode.CannotOpen;

    // SQLite's own randomness comes from the machine's file system; nothing durable hangs on it but the salt of a log.
    private static int Randomness(nint vfs, int count, nint bytes)
    {
        Marshal.Copy(new byte[count], 0, bytes, count);
        return count;
    }

    private static int Sleep(nint vfs, int microseconds)
    {
        SqliteFileSystem.MountOf(vfs).Disk.Passed?.Invoke(TimeSpan.FromMicroseconds(microseconds));
        return microseconds;
    }

    private static int CurrentDays(nint vfs, nint result)
    {
        Marshal.WriteInt64(result, BitConverter.DoubleToInt64Bits(JulianNoonMilliseconds / 86_400_000.0));
        return SqliteCode.Ok;
    }

    private static int CurrentMilliseconds(nint vfs, nint result)
    {
        Marshal.WriteInt64(result, JulianNoonMilliseconds);
        return SqliteCode.Ok;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OpenCall(nint vfs, nint name, nint file, int flags, nint flagsOut);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int DeleteCall(nint vfs, nint name, int flushesDirectory);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int AccessCall(nint vfs, nint name, int flags, nint result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FullPathCall(nint vfs, nint name, int bytesMax, nint result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int BytesCall(nint vfs, int count, nint bytes);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SleepCall(nint vfs, int microseconds);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int TimeCall(nint vfs, nint result);
}

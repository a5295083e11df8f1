using System.Runtime.InteropServices;

namespace TradingDaemon.Simulation.Disk;

/// <summary>What SQLite asks of a file. No exception may leave these: a refusal becomes SQLite's code for it.</summary>
internal static class SqliteFileCalls
{
    private const int SectorBytes = 4096;           // what SQLite takes a Linux disk's to be
    private const int PowersafeOverwrite = 0x1000;  // likewise: a torn write harms no byte beside it
    private const int UnlockFlag = 1;
    private const int ExclusiveFlag = 8;

    // Kept here so that the collector leaves alone what SQLite calls.
    private static readonly FileCall Closes = Close;
    private static readonly BytesCall Reads = Read;
    private static readonly BytesCall Writes = Write;
    private static readonly LengthCall Truncates = (file, length) => Do(file, SqliteCode.TruncateFailed, opened => opened.Truncate(length));
    private static readonly NumberCall Syncs = (file, _) => Do(file, SqliteCode.SyncFailed, static opened => opened.Sync());
    private static readonly ResultCall Sizes = Size;
    private static readonly NumberCall Locks = Lock;
    private static readonly NumberCall Unlocks = Unlock;
    private static readonly ResultCall Checks = CheckReserved;
    private static readonly ControlCall Controls = static (_, _, _) => SqliteCode.NotFound;
    private static readonly FileCall Sectors = static _ => SectorBytes;
    private static readonly FileCall Characters = static _ => PowersafeOverwrite;
    private static readonly MapCall Maps = Map;
    private static readonly LocksCall IndexLocks = LockIndex;
    private static readonly BarrierCall Barriers = static _ => Interlocked.MemoryBarrier();
    private static readonly NumberCall Unmaps = Unmap;

    /// <summary>The functions, where SQLite finds them.</summary>
    public static nint Table { get; } = Publish();

    private static nint Publish()
    {
        var table = Marshal.AllocHGlobal(Marshal.SizeOf<Methods>()); // for the process's life
        Marshal.StructureToPtr(
            new Methods
            {
                Version = 2,
                Close = Marshal.GetFunctionPointerForDelegate(Closes),
                Read = Marshal.GetFunctionPointerForDelegate(Reads),
                Write = Marshal.GetFunctionPointerForDelegate(Writes),
                Truncate = Marshal.GetFunctionPointerForDelegate(Truncates),
                Sync = Marshal.GetFunctionPointerForDelegate(Syncs),
                Size = Marshal.GetFunctionPointerForDelegate(Sizes),
                Lock = Marshal.GetFunctionPointerForDelegate(Locks),
                Unlock = Marshal.GetFunctionPointerForDelegate(Unlocks),
                CheckReserved = Marshal.GetFunctionPointerForDelegate(Checks),
                Control = Marshal.GetFunctionPointerForDelegate(Controls),
                SectorSize = Marshal.GetFunctionPointerForDelegate(Sectors),
                Characteristics = Marshal.GetFunctionPointerForDelegate(Characters),
                MapShared = Marshal.GetFunctionPointerForDelegate(Maps),
                LockShared = Marshal.GetFunctionPointerForDelegate(IndexLocks),
                Barrier = Marshal.GetFunctionPointerForDelegate(Barriers),
                UnmapShared = Marshal.GetFunctionPointerForDelegate(Unmaps),
            },
            table,
            fDeleteOld: false);
        return table;
    }

    private static GCHandle HandleOf(nint file) => GCHandle.FromIntPtr(Marshal.ReadIntPtr(file, nint.Size));

    private static OpenFile Of(nint file) => (OpenFile)HandleOf(file).Target!;

    private static int Do(nint file, int failed, Action<OpenFile> act)
    {
        try
        {
            act(Of(file));
            return SqliteCode.Ok;
        }
        catch (DiskRefusedException refused)
        {
            return SqliteCode.Of(refused, failed);
        }
    }

    private static int Close(nint file)
    {
        var opened = Of(file);
        opened.Mount.Disk.Settle(() =>
        {
            opened.Sharing.Unlock(opened, SqliteLock.None);
            opened.Sharing.Unmap(opened);
        });
        HandleOf(file).Free();
        return SqliteCode.Ok;
    }

    private static int Read(nint file, nint target, int count, long offset)
    {
        var opened = Of(file);
        var bytes = new byte[count];
        var read = 0;
        var code = Do(file, SqliteCode.ReadFailed, _ => read = opened.Mount.Disk.Look(opened.Mount, _ => opened.File.Read(offset, bytes)));
        if (code != SqliteCode.Ok) return code;
        Marshal.Copy(bytes, 0, target, count); // zeros after the end, as SQLite asks
        return read == count ? SqliteCode.Ok : SqliteCode.ShortRead;
    }

    private static int Write(nint file, nint source, int count, long offset)
    {
        var bytes = new byte[count];
        Marshal.Copy(source, bytes, 0, count);
        return Do(file, SqliteCode.WriteFailed, opened => opened.Write(offset, bytes));
    }

    private static int Size(nint file, nint result) =>
        Do(file, SqliteCode.SizeFailed, opened => Marshal.WriteInt64(result, opened.Mount.Disk.Look(opened.Mount, _ => opened.File.Length)));

    private static int Lock(nint file, int level) =>
        Answer(file, opened => opened.Sharing.TryLock(opened, (SqliteLock)level));

    private static int Unlock(nint file, int level)
    {
        var opened = Of(file);
        opened.Mount.Disk.Settle(() => opened.Sharing.Unlock(opened, (SqliteLock)level));
        return SqliteCode.Ok;
    }

    private static int CheckReserved(nint file, nint result) =>
        Do(file, SqliteCode.LockFailed, opened => Marshal.WriteInt32(result, opened.Mount.Disk.Look(opened.Mount, _ => opened.Sharing.IsReserved) ? 1 : 0));

    private static int Map(nint file, int region, int bytes, int isExtending, nint result) =>
        Do(file, SqliteCode.MapFailed, opened => Marshal.WriteIntPtr(result, opened.Mount.Disk.Look(opened.Mount, _ => opened.Sharing.Map(opened, region, bytes, isExtending != 0))));

    private static int LockIndex(nint file, int first, int count, int flags)
    {
        if ((flags & UnlockFlag) == 0) return Answer(file, opened => opened.Sharing.TryLockIndex(opened, first, count, (flags & ExclusiveFlag) != 0));
        var held = Of(file);
        held.Mount.Disk.Settle(() => held.Sharing.UnlockIndex(held, first, count));
        return SqliteCode.Ok;
    }

    private static int Unmap(nint file, int isDeleting)
    {
        var opened = Of(file);
        opened.Mount.Disk.Settle(() => opened.Sharing.Unmap(opened));
        return SqliteCode.Ok;
    }

    // Yes, busy, or the process is dead.
    private static int Answer(nint file, Func<OpenFile, bool> ask)
    {
        var isTaken = false;
        var code = Do(file, SqliteCode.LockFailed, opened => isTaken = opened.Mount.Disk.Look(opened.Mount, _ => ask(opened)));
        return code != SqliteCode.Ok || isTaken ? code : SqliteCode.Busy;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FileCall(nint file);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int BytesCall(nint file, nint bytes, int count, long offset);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LengthCall(nint file, long length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int NumberCall(nint file, int number);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ResultCall(nint file, nint result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int ControlCall(nint file, int operation, nint argument);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MapCall(nint file, int region, int bytes, int isExtending, nint result);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LocksCall(nint file, int first, int count, int flags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void BarrierCall(nint file);

    /// <summary>SQLite's <c>sqlite3_io_methods</c>, version 2, field by field.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public nint Close;
        public nint Read;
        public nint Write;
        public nint Truncate;
        public nint Sync;
        public nint Size;
        public nint Lock;
        public nint Unlock;
        public nint CheckReserved;
        public nint Control;
        public nint SectorSize;
        public nint Characteristics;
        public nint MapShared;
        public nint LockShared;
        public nint Barrier;
        public nint UnmapShared;
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Simulation.Disk;

/// <summary>A mounted disk as a file system SQLite knows by name (<c>sqlite3_vfs</c>), until disposed.</summary>
internal sealed class SqliteFileSystem : IDisposable
{
    private const int PathBytesMax = 512;

    private static readonly Register Registers = SqliteEngine.Function<Register>("sqlite3_vfs_register");
    private static readonly Unregister Unregisters = SqliteEngine.Function<Unregister>("sqlite3_vfs_unregister");
    private static int _made;

    private readonly nint _name;
    private readonly nint _vfs;
    private GCHandle _mount;

    /// <summary>Registers it.</summary>
    public SqliteFileSystem(MountedDisk mount)
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"simulated-disk-{Interlocked.Increment(ref _made)}");
        _name = Marshal.StringToCoTaskMemUTF8(Name);
        _mount = GCHandle.Alloc(mount);
        var vfs = SqliteVfsCalls.Table with { SizeOfFile = 2 * nint.Size, PathBytesMax = PathBytesMax, Name = _name, Owner = GCHandle.ToIntPtr(_mount) };
        _vfs = Marshal.AllocHGlobal(Marshal.SizeOf<SqliteVfs>());
        Marshal.StructureToPtr(vfs, _vfs, fDeleteOld: false);
        if (Registers(_vfs, 0) is not 0 and var code) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SQLite refused the file system {Name} (code {code})."));
    }

    /// <summary>Its name for SQLite.</summary>
    public string Name { get; }

    /// <summary>The mount a file system's structure belongs to.</summary>
    public static MountedDisk MountOf(nint vfs) => (MountedDisk)GCHandle.FromIntPtr(Marshal.ReadIntPtr(vfs, (int)Marshal.OffsetOf<SqliteVfs>(nameof(SqliteVfs.Owner)))).Target!;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_mount.IsAllocated) return;
        _ = Unregisters(_vfs);
        Marshal.FreeHGlobal(_vfs);
        Marshal.FreeCoTaskMem(_name);
        _mount.Free();
    }

    /// <summary>A path SQLite hands over; empty for a file without a name.</summary>
    internal static string TextAt(nint path) => path == 0 ? "" : Marshal.PtrToStringUTF8(path)!;

    /// <summary>Writes a path with its ending zero; false when there is no room.</summary>
    internal static bool TryWriteText(string text, nint target, int bytesMax)
    {
        var bytes = Encoding.UTF8.GetBytes(text + "\0");
        if (bytes.Length > bytesMax) return false;
        Marshal.Copy(bytes, 0, target, bytes.Length);
        return true;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Register(nint vfs, int isDefault);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Unregister(nint vfs);
}

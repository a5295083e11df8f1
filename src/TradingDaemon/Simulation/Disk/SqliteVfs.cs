using System.Runtime.InteropServices;

namespace TradingDaemon.Simulation.Disk;

/// <summary>SQLite's <c>sqlite3_vfs</c>, version 2, field by field. Functions left zero are never called: they load extensions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct SqliteVfs
{
    public int Version;
    public int SizeOfFile;
    public int PathBytesMax;
    public nint Next;
    public nint Name;
    public nint Owner;
    public nint Open;
    public nint Delete;
    public nint Access;
    public nint FullPath;
    public nint LoadOpen;
    public nint LoadError;
    public nint LoadSymbol;
    public nint LoadClose;
    public nint Randomness;
    public nint Sleep;
    public nint CurrentTime;
    public nint LastError;
    public nint CurrentTimeMilliseconds;
}

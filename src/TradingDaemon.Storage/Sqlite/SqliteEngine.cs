using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>
/// Chooses the process's SQLite, once: the machine's own where it is recent, because it is the one its operator patches,
/// else the bundled one.
/// </summary>
public static class SqliteEngine
{
    /// <summary>Oldest system library preferred over the bundled one, as SQLite counts: 3.40.0.</summary>
    internal const int SystemVersionMin = 3_040_000;

    private static readonly Lock Choosing = new();
    private static SqliteEngineInfo? _chosen;
    private static nint _library;

    /// <summary>Makes SQLite usable and says which one it is. The first call decides for the process; later ones return its answer.</summary>
    /// <param name="preferSystem">False insists on the bundled library.</param>
    public static SqliteEngineInfo Use(bool preferSystem = true)
    {
        lock (Choosing)
        {
            return _chosen ??= Choose(preferSystem ? FindSystem(["libsqlite3.so.0"], SystemVersionMin) : 0);
        }
    }

    /// <summary>A function of the library in use that its provider does not offer; throws <see cref="EntryPointNotFoundException"/> when it has none of that name.</summary>
    /// <param name="name">As SQLite names it, e.g. <c>sqlite3_vfs_register</c>.</param>
    public static TFunction Function<TFunction>(string name)
        where TFunction : Delegate
    {
        Use();
        return Marshal.GetDelegateForFunctionPointer<TFunction>(NativeLibrary.GetExport(_library, name));
    }

    /// <summary>Loads the first of the named libraries that is at least the given version; zero when none is.</summary>
    internal static nint FindSystem(IReadOnlyList<string> names, int versionMin)
    {
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            if (VersionOf(library) >= versionMin) return library;
            NativeLibrary.Free(library);
        }

        return 0;
    }

    private static int VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var function)
            ? Marshal.GetDelegateForFunctionPointer<LibraryVersion>(function)()
            : 0;

    private static SqliteEngineInfo Choose(nint system)
    {
        if (system != 0)
        {
            nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? system : 0;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }

        _library = system != 0 ? system : NativeLibrary.Load("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null);
        Batteries_V2.Init();
        return new SqliteEngineInfo(raw.sqlite3_libversion().utf8_to_string(), system != 0 ? "the machine's libsqlite3.so.0" : "bundled e_sqlite3");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LibraryVersion();
}

using System.Reflection;
using System.Runtime.Loader;
using NUnit.Framework;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Sqlite;

public sealed class SqliteEngineTests
{
    [Test]
    public void Use_Repeated_GivesTheFirstAnswer()
    {
        var first = SqliteEngine.Use();
        Assert.Multiple(() =>
        {
            Assert.That(SqliteEngine.Use(preferSystem: false), Is.SameAs(first));
            Assert.That(Version.Parse(first.Version), Is.GreaterThanOrEqualTo(new Version(3, 35)));
            Assert.That(first.ToString(), Does.Contain(first.Version).And.Contain(first.Origin));
        });
    }

    [Test]
    public void Use_RecentLibraryOnTheMachine_IsPreferred()
    {
        if (SqliteEngine.FindSystem(["libsqlite3.so.0"], SqliteEngine.SystemVersionMin) == 0) Assert.Ignore("This machine has no libsqlite3.so.0 of 3.40 or later.");
        Assert.Multiple(() =>
        {
            Assert.That(SqliteEngine.Use().Origin, Does.Contain("libsqlite3.so.0"));
            Assert.That(Version.Parse(SqliteEngine.Use().Version), Is.GreaterThanOrEqualTo(new Version(3, 40)));
        });
    }

    [Test]
    public void FindSystem_Absent_IsNone() => Assert.That(SqliteEngine.FindSystem(["libsqlite3-of-nobody.so.0"], 0), Is.EqualTo((nint)0));

    [Test]
    public void FindSystem_TooOld_IsNone() => Assert.That(SqliteEngine.FindSystem(["libsqlite3.so.0"], int.MaxValue), Is.EqualTo((nint)0));

    [Test]
    public void FindSystem_LibraryThatIsNotSqlite_IsNone() => Assert.That(SqliteEngine.FindSystem(["libc.so.6"], 1), Is.EqualTo((nint)0));

    /// <summary>The engine is chosen once a process, so the other choice runs in a second copy of these assemblies.</summary>
    [Test]
    public void Use_NoLibraryOnTheMachine_RunsOnTheBundledOne()
    {
        using var scratch = new ScratchDirectory();
        var copy = new SecondCopy();
        var probe = copy.LoadFromAssemblyPath(typeof(SqliteEngineTests).Assembly.Location).GetType(typeof(SqliteEngineTests).FullName!)!
            .GetMethod(nameof(CommitOnBundled), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.That(probe.Invoke(null, [scratch.Path]), Is.EqualTo("SQLite 3.35.5 (bundled e_sqlite3), 50 facts"));
        using var store = SqliteStore.Open(new StoreOptions { Directory = scratch.Path }, new SetClock(SetClock.Noon));
        Assert.That(store.Journal.ReadAfter(0), Is.EqualTo(new FactSource(51).Recorded(50)), "both engines read the same file");
    }

    private static string CommitOnBundled(string directory)
    {
        var engine = SqliteEngine.Use(preferSystem: false);
        using var store = SqliteStore.Open(new StoreOptions { Directory = directory }, new SetClock(SetClock.Noon));
        store.Commit(new FactSource(51).Recorded(50));
        store.Tidy();
        return $"{engine}, {store.Journal.ReadAfter(0).Count()} facts";
    }

    private sealed class SecondCopy() : AssemblyLoadContext("second copy")
    {
        private readonly AssemblyDependencyResolver _paths = new(typeof(SqliteEngineTests).Assembly.Location);

        protected override Assembly? Load(AssemblyName name) =>
            name.Name!.StartsWith("TradingDaemon", StringComparison.Ordinal) || name.Name.StartsWith("SQLitePCLRaw", StringComparison.Ordinal)
                ? _paths.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null
                : null;

        protected override nint LoadUnmanagedDll(string name) => _paths.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}

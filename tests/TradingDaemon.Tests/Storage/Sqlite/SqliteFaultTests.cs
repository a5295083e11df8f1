using NUnit.Framework;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Sqlite;

public sealed class SqliteFaultTests
{
    [TestCase(5, typeof(IOException), "locked by another process")]
    [TestCase(517, typeof(IOException), "locked by another process")]
    [TestCase(6, typeof(IOException), "locked by another process")]
    [TestCase(13, typeof(IOException), "is full; free some space")]
    [TestCase(8, typeof(IOException), "cannot be written")]
    [TestCase(3, typeof(IOException), "cannot be written")]
    [TestCase(14, typeof(IOException), "cannot be opened")]
    [TestCase(778, typeof(IOException), "The disk refused")]
    [TestCase(522, typeof(InvalidDataException), "is damaged")]
    [TestCase(8458, typeof(InvalidDataException), "is damaged")]
    [TestCase(11, typeof(InvalidDataException), "is damaged")]
    [TestCase(26, typeof(InvalidDataException), "is no database")]
    [TestCase(1299, typeof(InvalidDataException), "breaks its rules")]
    [TestCase(7, typeof(InsufficientMemoryException), "No memory left")]
    [TestCase(21, typeof(InvalidOperationException), "used wrongly")]
    public void Of_Code_HasItsKindItsFileAndItsAdvice(int code, Type kind, string words) =>
        Assert.That(SqliteFault.Of(code, "told", "/data/daemon.db"), Is.TypeOf(kind).With.Message.Contains(words).And.Message.Contains("/data/daemon.db"));

    [Test]
    public void Execute_WrongSql_IsABug()
    {
        using var scratch = new ScratchDirectory();
        using var database = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        Assert.Multiple(() =>
        {
            Assert.That(() => database.Execute("SELEKT"), Throws.InvalidOperationException.With.Message.Contains("SELEKT"));
            Assert.That(() => database.Prepare("SELEKT"), Throws.InvalidOperationException);
            Assert.That(() => database.Prepare("SELECT 1").Bind(2, 1), Throws.InvalidOperationException);
        });
    }

    [Test]
    public void Step_ValueOfAnotherKind_IsRefusedInWords()
    {
        using var scratch = new ScratchDirectory();
        using var database = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        using var row = database.Prepare("SELECT 'abc', -1, NULL");
        Assert.That(row.Step());
        Assert.Multiple(() =>
        {
            Assert.That(() => row.Decimal(0), Throws.TypeOf<InvalidDataException>().With.Message.Contains("'abc'"));
            Assert.That(() => row.Name<DayOfWeek>(0), Throws.TypeOf<InvalidDataException>().With.Message.Contains("DayOfWeek"));
            Assert.That(() => row.Time(1), Throws.TypeOf<InvalidDataException>().With.Message.Contains("-1"));
            Assert.That(row.IsNull(2));
            Assert.That(row.Text(2), Is.Empty);
        });
    }

    [Test]
    public void TryRun_RuleOtherThanUniqueness_Throws()
    {
        using var scratch = new ScratchDirectory();
        using var database = SqliteDatabase.OpenWriter(scratch.Database, TimeSpan.Zero);
        database.Execute("CREATE TABLE t (x TEXT NOT NULL)");
        using var insert = database.Prepare("INSERT INTO t VALUES (?)");
        Assert.That(() => insert.Bind(1, (string?)null).TryRun(), Throws.TypeOf<InvalidDataException>());
        Assert.That(insert.Bind(1, "").TryRun(), "an empty text is not NULL");
    }

    [Test]
    public void OpenWriter_FileSystemWithoutWriteAheadLog_SaysSo() =>
        Assert.That(() => SqliteDatabase.OpenWriter(":memory:", TimeSpan.Zero), Throws.TypeOf<IOException>().With.Message.Contains("write-ahead log"));
}

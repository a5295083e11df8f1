using NUnit.Framework;
using TradingDaemon.Storage.Schema;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Schema;

public sealed class MigrationsTests
{
    private static readonly Migration One = Migration.Parse("0001_one.sql", "-- up\nCREATE TABLE one (x);\n-- down\nDROP TABLE one;\n");
    private static readonly Migration Two = Migration.Parse("0002_two.sql", "-- up\nCREATE TABLE two (x); INSERT INTO two VALUES (2);\n-- down\nDROP TABLE two;\n");

    private ScratchDirectory _scratch = null!;
    private SqliteDatabase _database = null!;

    [SetUp]
    public void OpenDatabase() => _database = SqliteDatabase.OpenWriter((_scratch = new ScratchDirectory()).Database, TimeSpan.Zero);

    [TearDown]
    public void CloseDatabase()
    {
        _database.Dispose();
        _scratch.Dispose();
    }

    [Test]
    public void Up_Embedded_ThereAndBackAndThereAgain_IsTheSameSchema()
    {
        var empty = Schema();
        Migrations.Embedded.Up(_database, SetClock.Noon);
        var full = Schema();
        Migrations.Embedded.Down(_database, 0);
        Assert.That(Schema(), Is.EqualTo(empty));
        Assert.That(Migrations.Applied(_database), Is.Zero);
        Migrations.Embedded.Up(_database, SetClock.Noon);
        Assert.That(Schema(), Is.EqualTo(full).And.Not.EqualTo(empty));
    }

    [Test]
    public void Up_Twice_ChangesNothing()
    {
        new Migrations([One, Two]).Up(_database, SetClock.Noon);
        new Migrations([Two, One]).Up(_database, SetClock.Noon.AddDays(1));
        Assert.Multiple(() =>
        {
            Assert.That(_database.ScalarNumber("SELECT count(*) FROM two"), Is.EqualTo(1));
            Assert.That(_database.Scalar("SELECT group_concat(number || name || applied_at) FROM schema_version"), Is.EqualTo("1one2026-03-02T12:00:00.0000000+00:00,2two2026-03-02T12:00:00.0000000+00:00"));
        });
    }

    [Test]
    public void Up_FromAnOlderSchema_TakesOnlyTheNewSteps()
    {
        new Migrations([One]).Up(_database, SetClock.Noon);
        _database.Execute("INSERT INTO one VALUES (7)");
        new Migrations([One, Two]).Up(_database, SetClock.Noon);
        Assert.Multiple(() =>
        {
            Assert.That(Migrations.Applied(_database), Is.EqualTo(2));
            Assert.That(_database.ScalarNumber("SELECT x FROM one"), Is.EqualTo(7));
        });
    }

    [Test]
    public void Down_ToOne_TakesBackTwoOnly()
    {
        var steps = new Migrations([One, Two]);
        steps.Up(_database, SetClock.Noon);
        steps.Down(_database, 1);
        Assert.Multiple(() =>
        {
            Assert.That(Migrations.Applied(_database), Is.EqualTo(1));
            Assert.That(Schema(), Does.Contain("one").And.Not.Contain("TABLE two"));
        });
    }

    [Test]
    public void Up_DatabaseOfANewerVersion_IsRefusedNamingBoth()
    {
        new Migrations([One, Two]).Up(_database, SetClock.Noon);
        Assert.That(() => new Migrations([One]).Up(_database, SetClock.Noon), Throws.TypeOf<InvalidDataException>().With.Message.Contains("schema 2").And.Message.Contains("up to 1"));
    }

    [Test]
    public void Up_StepChangedAfterItWasApplied_IsRefused()
    {
        new Migrations([One]).Up(_database, SetClock.Noon);
        var changed = Migration.Parse("0001_one.sql", "-- up\nCREATE TABLE one (x, y);\n-- down\nDROP TABLE one;\n");
        Assert.That(() => new Migrations([changed, Two]).Up(_database, SetClock.Noon), Throws.TypeOf<InvalidDataException>().With.Message.Contains("step 1 (one) was changed"));
        Assert.That(Schema(), Does.Not.Contain("TABLE two"));
    }

    [Test]
    public void Up_EarlierStepMissing_IsRefused()
    {
        new Migrations([One, Two]).Up(_database, SetClock.Noon);
        _database.Execute("DELETE FROM schema_version WHERE number = 1");
        Assert.That(() => new Migrations([One, Two]).Up(_database, SetClock.Noon), Throws.TypeOf<InvalidDataException>().With.Message.Contains("lacks schema step 1"));
    }

    [Test]
    public void Up_StepThatFailsHalfway_LeavesNothingOfIt()
    {
        var broken = Migration.Parse("0002_broken.sql", "-- up\nCREATE TABLE two (x); CREATE TABLE one (x);\n-- down\nDROP TABLE two;\n");
        Assert.That(() => new Migrations([One, broken]).Up(_database, SetClock.Noon), Throws.InvalidOperationException);
        Assert.Multiple(() =>
        {
            Assert.That(Migrations.Applied(_database), Is.EqualTo(1));
            Assert.That(Schema(), Does.Not.Contain("TABLE two"));
        });
    }

    [Test]
    public void Constructor_GapInNumbers_IsABug() => Assert.That(() => new Migrations([Two]), Throws.ArgumentException);

    [TestCase("0001_x.sql", "CREATE TABLE x (y);")]
    [TestCase("0001_x.sql", "-- up\nCREATE TABLE x (y);")]
    [TestCase("x.sql", "-- up\n\n-- down\n")]
    [TestCase("one_x.sql", "-- up\n\n-- down\n")]
    public void Parse_NotAStep_Throws(string name, string text) => Assert.That(() => Migration.Parse(name, text), Throws.TypeOf<FormatException>());

    [Test]
    public void Parse_OtherLineEnds_IsTheSameStep() =>
        Assert.That(Migration.Parse("0001_one.sql", "-- up\r\nCREATE TABLE one (x);\r\n-- down\r\nDROP TABLE one;\r\n"), Is.EqualTo(One));

    private string Schema() => _database.Scalar("SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema WHERE name <> 'schema_version' ORDER BY name)") ?? "";
}

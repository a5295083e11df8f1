using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Storage.Prices;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Prices;

/// <summary>The series of prices, on the real database.</summary>
public sealed class PriceFileTests
{
    private static readonly PriceQuery All = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    private ScratchDirectory _scratch = null!;

    [SetUp]
    public void Begin() => _scratch = new ScratchDirectory();

    [TearDown]
    public void End() => _scratch.Dispose();

    [Test]
    public void Keep_TheSameMomentAgain_LeavesWhatWasKeptFirst_OverReopeningToo()
    {
        using (var file = Open()) Assert.That(file.Keep([Row(0, 90_000.10m), Row(0, 3m, "ETH/AUD")]), Is.EqualTo(2));
        using (var file = Open()) Assert.That(file.Keep([Row(0, 1m), Row(5, 2m)]), Is.EqualTo(1), "only the later one is new");
        Assert.That(Read(All).Select(static row => (row.At, row.Symbol.Text, row.Bid)), Is.EqualTo(new[] { (At(0), "BTC/AUD", (decimal?)90_000.10m), (At(0), "ETH/AUD", 3m), (At(5), "BTC/AUD", 2m) }));
        Assert.That(Read(All)[0].Bid!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo("90000.10"), "with the digits it was told with");
    }

    [Test]
    public void Keep_OfAnotherVenueOrWithoutSomePrice_IsARowOfItsOwn()
    {
        var row = new PriceRow(At(0), "kraken", new Symbol("BTC/AUD"), At(0), null, 1.5m, null);
        using var file = Open();
        Assert.That(file.Keep([Row(0, 1m), row]), Is.EqualTo(2));
        Assert.That(Read(All with { Venue = "kraken" }), Is.EqualTo(new[] { row }), "read while the writer has it open");
    }

    [Test]
    public void Read_ByTimeAndSymbol_TakesTheFirstAndLeavesTheLastMoment()
    {
        using (var file = Open()) file.Keep([Row(0, 1m), Row(5, 2m), Row(10, 3m), Row(5, 9m, "ETH/AUD")]);
        Assert.That(Read(new PriceQuery(At(0), At(10)) { Symbol = "BTC/AUD" }).Select(static row => row.Bid), Is.EqualTo(new decimal?[] { 1m, 2m }));
        Assert.That(Read(All with { RowsMax = 2 }).Select(static row => row.Bid), Is.EqualTo(new decimal?[] { 1m, 2m }), "the oldest ones");
        Assert.That(Read(All with { Symbol = "BTC/USD" }), Is.Empty);
    }

    [Test]
    public void Read_WhereNothingWasEverKept_IsNothing() => Assert.That(Read(All), Is.Empty);

    [Test]
    public void Forget_BeforeAMoment_LeavesWhatStandsForIt()
    {
        using var file = Open();
        file.Keep([Row(0, 1m), Row(5, 2m), Row(10, 3m)]);
        Assert.That(file.Forget(At(5)), Is.EqualTo(1));
        Assert.That(Read(All).Select(static row => row.At), Is.EqualTo(new[] { At(5), At(10) }));
        Assert.That(file.Forget(At(5)), Is.Zero);
    }

    [Test]
    public void Forget_OfMoreThanOneTurnTakes_ForgetsTheOldestFirst()
    {
        using var file = Open();
        file.Keep([.. Enumerable.Range(0, PriceFile.ForgottenMax + 3).Select(static number => Row(number, 1m))]);
        Assert.That(file.Forget(DateTimeOffset.MaxValue), Is.EqualTo(PriceFile.ForgottenMax));
        Assert.That(Read(All)[0].At, Is.EqualTo(At(PriceFile.ForgottenMax)));
        Assert.That(file.Forget(DateTimeOffset.MaxValue), Is.EqualTo(3));
    }

    [Test]
    public void Keep_WhileAnotherHasItLocked_KeepsNothingAndSaysSo_AndGoesOnAfter()
    {
        using var file = Open();
        using (var other = SqliteDatabase.OpenWriter(PriceFile.PathIn(_scratch.Path), TimeSpan.Zero))
        {
            other.Execute("BEGIN IMMEDIATE");
            Assert.That(() => file.Keep([Row(0, 1m)]), Throws.TypeOf<IOException>().With.Message.Contains("locked"));
            other.Execute("ROLLBACK");
        }

        Assert.That(file.Keep([Row(0, 1m)]), Is.EqualTo(1));
    }

    [Test]
    public void Open_OfANewerVersion_IsRefusedAndLeftAsItIs()
    {
        using (Open()) { }
        using (var later = SqliteDatabase.OpenWriter(PriceFile.PathIn(_scratch.Path), TimeSpan.Zero)) later.Execute("INSERT INTO schema_version VALUES (2, 'later', 'x', 'x')");
        Assert.That(Open, Throws.TypeOf<InvalidDataException>().With.Message.Contains("newer version"));
        Assert.That(() => Read(All), Throws.TypeOf<InvalidDataException>().With.Message.Contains("newer version"));
        Assert.That(PriceReading.Verify(_scratch.Path, out _), Has.One.Contains("newer version"));
    }

    [TestCase("UPDATE prices SET bid = 'x'", "is no decimal number")]
    [TestCase("UPDATE prices SET told_at_utc_ticks = -1", "is no time")]
    [TestCase("DROP INDEX prices_by_symbol", "prices_by_symbol")]
    public void Verify_OfADamagedSeries_SaysWhat(string damage, string said)
    {
        using (var file = Open()) file.Keep([Row(0, 1m)]);
        Assert.That(PriceReading.Verify(_scratch.Path, out var rows), Is.Empty);
        Assert.That(rows, Is.EqualTo(1));
        using (var writer = SqliteDatabase.OpenWriter(PriceFile.PathIn(_scratch.Path), TimeSpan.Zero)) writer.Execute(damage);
        Assert.That(PriceReading.Verify(_scratch.Path, out _), Has.One.Contains(said));
    }

    private PriceFile Open() => PriceFile.Open(_scratch.Path, new SetClock(SetClock.Noon));

    private List<PriceRow> Read(PriceQuery query) => [.. PriceReading.Read(_scratch.Path, query)];

    private static DateTimeOffset At(int minute) => SetClock.Noon.AddMinutes(minute);

    private static PriceRow Row(int minute, decimal bid, string symbol = "BTC/AUD") => new(At(minute), "coinspot", new Symbol(symbol), At(minute).AddSeconds(1), bid, bid + 1m, bid);
}

using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Tests.Architecture;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class SectorTests
{
    private const string File = "config/sectors.json";
    private const string Table = """{ "sectors": { "layer-1": [ "BTC", "ETH" ], "technology": [ "AAPL" ], "empty": [] } }""";

    [Test]
    public void Load_InstrumentsWithoutASector_GetTheirBasesAndShowWhereFrom()
    {
        using var folder = WithTable();
        var report = folder.Load();
        Assert.That(report.Config!.Instruments.All.Select(static instrument => (instrument.Symbol.Text, instrument.Sector)), Is.EqualTo(new[] { ("AAPL", "technology"), ("BTC/USD", "layer-1") }));
        var shown = report.InForce.Single(static key => key.Path == "instruments:BTC/USD:sector");
        Assert.That((shown.Value, shown.Origin), Is.EqualTo(("layer-1", File)));
    }

    [Test]
    public void Load_AnInstrumentWithItsOwnSector_KeepsIt()
    {
        using var folder = WithTable();
        var report = folder.Load("instruments:BTC/USD:sector=money");
        Assert.That(report.Config!.Instruments.Find(new Symbol("BTC/USD"))!.Sector, Is.EqualTo("money"));
        Assert.That(report.InForce.Single(static key => key.Path == "instruments:BTC/USD:sector").Origin, Is.EqualTo("--set"));
    }

    [Test]
    public void Load_NoTable_LeavesSectorsUnknown()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load().Config!.Instruments.All.Select(static instrument => instrument.Sector), Is.All.Null);
    }

    [TestCase("sectors:money:0=BTC", "sectors:money:0", "The base stands in sector layer-1 already.")]
    [TestCase("sectors:technology:1=AAPL", "sectors:technology:1", "The base stands in sector technology already.")]
    [TestCase("sectors:technology:1=btc", "sectors:technology:1", "The value is not allowed.")]
    [TestCase("sectors:Layer 1:0=ADA", "sectors:Layer 1", "lower-case letters")]
    [TestCase("instruments:BTC/USD:sector=Layer 1", "instruments:BTC/USD:sector", "The value is not allowed.")]
    public void Load_AFaultyTable_IsRefused(string assignment, string path, string message)
    {
        using var folder = WithTable();
        var fault = folder.Load(assignment).Faults.Single();
        Assert.That(fault.Path, Is.EqualTo(path));
        Assert.That($"{fault.Message} {fault.Allowed}", Does.Contain(message));
    }

    [TestCase("BTC/USD", "layer-1"), TestCase("AAPL", "technology"), TestCase("GOOG", "technology"), TestCase("AMZN", "retail"), TestCase("TSLA", "automotive"), TestCase("EUR/USD", null)]
    public void ShippedTable_GivesTheShippedInstrumentsTheirs(string symbol, string? sector)
    {
        var report = ConfigurationLoad.Load(new ConfigurationInputs { CurrentDirectory = Path.GetTempPath(), ExecutableDirectory = Repo.Root, ProbesDisk = false });
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Config!.Instruments.Find(new Symbol(symbol))!.Sector, Is.EqualTo(sector));
    }

    private static ConfigurationFolder WithTable()
    {
        var folder = new ConfigurationFolder();
        folder.Write(File, Table);
        return folder;
    }
}

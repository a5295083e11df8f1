using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Operations.Agents;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Control;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Reloading;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Metrics;

public sealed class MetricsPageTests
{
    [Test]
    public void MetricsPage_Names_AreExactlyTheInstruments()
    {
        var instruments = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Version == "page") instruments.Add(instrument.Name); } };
        listener.Start();
        using (var metrics = new DaemonMetrics(TimeProvider.System, "page"))
        using (var boards = new Boards())
        {
            metrics.Observe(boards.Status, boards.Health, boards.Alerts);
            EmergencyGauges.AddTo(metrics.Meter, new RecordingControl());
            DeliveryGauges.AddTo(metrics.Meter, []);
            ReloadGauges.AddTo(metrics.Meter, new RecordingReload());
            AgentGauges.AddTo(metrics.Meter, new NoAgents());
        }

        var page = File.ReadAllText(Repository.PathOf("docs", "metrics.md"));
        var documented = Regex.Matches(page, @"^\| `(tradingdaemon_[a-z0-9_]+)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        Assert.That(documented, Is.Unique);
        Assert.That(documented, Is.EquivalentTo(instruments));
    }

    [Test]
    public void Instruments_Names_AreLowerCaseWithPrefixAndBaseUnits()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Version == "names") instruments.Add(instrument); } };
        listener.Start();
        using (var metrics = new DaemonMetrics(TimeProvider.System, "names"))
        using (var boards = new Boards()) metrics.Observe(boards.Status, boards.Health, boards.Alerts);
        Assert.That(instruments, Is.Not.Empty);
        foreach (var instrument in instruments)
        {
            Assert.That(instrument.Name, Does.Match("^tradingdaemon_[a-z0-9_]+$"));
            Assert.That(instrument.Description, Is.Not.Empty, instrument.Name);
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", null => "", _ => "unknown unit" };
            Assert.That(instrument.Name.Replace("_total", "", StringComparison.Ordinal), Does.EndWith(unit), instrument.Name);
            Assert.That(instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal), Is.EqualTo(instrument.Name.EndsWith("_total", StringComparison.Ordinal)), instrument.Name);
        }
    }

    private sealed class NoAgents : IAgentSignals
    {
        public IEnumerable<(string Agent, long Count)> Taken => [];

        public IEnumerable<(AgentRefusal Why, long Count)> Refused => [];

        public Task<AgentAnswer> TakeAsync(AgentRequest request, CancellationToken stopping) => throw new NotSupportedException();
    }
}

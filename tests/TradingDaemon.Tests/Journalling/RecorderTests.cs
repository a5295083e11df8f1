using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Journalling;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Journalling;

public sealed class RecorderTests
{
    /// <summary>Bug: an engine that had failed, and a strategy that had been disabled, stayed on the board after they went on.</summary>
    [Test]
    public void Record_OfWhatGoesOn_EndsItsAlert()
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance);
        Record(new Fact.StateChanged(EngineState.Running, EngineState.Faulted, "A fault."));
        Record(new Fact.StrategyMoved(new StrategyId("alpha"), StrategyCondition.Disabled, "Too many losses."));
        Assert.That(Keys(), Is.EquivalentTo(new[] { "engine", "strategy:alpha" }));
        Record(new Fact.StateChanged(EngineState.Faulted, EngineState.Running, "Cleared."));
        Record(new Fact.StrategyMoved(new StrategyId("alpha"), StrategyCondition.Running, "An operator said so."));
        Assert.That(Keys(), Is.Empty);

        void Record(Fact fact) => recorder.Record([new RecordedFact(1, boards.Clock.GetUtcNow(), fact)]);

        IEnumerable<string> Keys() => boards.Alerts.Recent.Select(static alert => alert.Key);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Journalling;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Reloading;

/// <summary>What was loosened stays named for as long as it is in force.</summary>
internal sealed class LoosenedKeysTests
{
    private const string Loss = "tiers:sniper:limits:dailyLossMaxFraction";
    private const string Position = "tiers:sniper:limits:positionMaxFraction";
    private const string Kind = "tiers:sniper:strategies:late:kind";
    private const string Exposure = "tiers:sniper:strategies:late:exposureMaxFraction";

    /// <summary>Bug: the alert ended with the next change that loosened nothing, half a second later it may be, while what it named stayed in force.</summary>
    [Test]
    public void Alert_OfWhatWasLoosened_StandsUntilThatIsTakenBack()
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance) { Loosened = new LoosenedKeys().Take };
        Change(2, (Loss, "0.05", "0.08"), (Position, "0.1", "0.2"));
        Assert.That(Text(), Is.EqualTo($"Configuration 2 lets more through, by anna (command): {Loss} 0.05 -> 0.08 (LOOSER); {Position} 0.1 -> 0.2 (LOOSER)"));
        Change(3, ("tiers:sniper:limits:quoteAgeMax", "00:00:02", "00:00:01"));
        Assert.That(Text(), Does.StartWith("In configuration 3, by anna (command), this still lets more through than before").And.Contain(Loss));
        Change(4, (Loss, "0.08", "0.06"));
        Assert.That(Text(), Does.Contain($"{Loss} 0.05 -> 0.06 (LOOSER)"), "Tighter, and looser still than before.");
        Change(5, (Loss, "0.06", "0.05"));
        Assert.That(Text(), Does.Not.Contain(Loss).And.Contain(Position));
        Change(6, (Position, "0.2", "0.05"));
        Assert.That(boards.Alerts.Recent, Is.Empty);

        void Change(int version, params (string Key, string? Before, string? After)[] keys) => recorder.Record([new RecordedFact(version, boards.Clock.GetUtcNow(), Changed(version, keys))]);

        string Text() => boards.Alerts.Recent.Single().Text;
    }

    [Test]
    public void Alert_SomebodyAcknowledged_StaysSo_WhileOnlyPartsOfItEnd()
    {
        using var boards = new Boards();
        var recorder = new Recorder(boards.Metrics, boards.Alerts, NullLogger<Recorder>.Instance) { Loosened = new LoosenedKeys().Take };
        recorder.Record([new RecordedFact(1, boards.Clock.GetUtcNow(), Changed(2, [(Loss, "0.05", "0.08"), (Position, "0.1", "0.2")]))]);
        boards.Alerts.Acknowledge("configuration:looser", "anna");
        recorder.Record([new RecordedFact(2, boards.Clock.GetUtcNow(), Changed(3, [(Loss, "0.08", "0.05")]))]);
        Assert.That(boards.Alerts.Recent.Single().AcknowledgedBy, Is.EqualTo("anna"));
    }

    [Test]
    public void Take_ALimitThatWent_StandsUntilOneAsTightIsBack()
    {
        var keys = new LoosenedKeys();
        Assert.That(Take(keys, (Loss, "0.05", null)), Is.EqualTo(new[] { new ConfigurationChange(Loss, "0.05", null, ChangeEffect.Looser) }));
        Assert.That(Take(keys, (Loss, null, "0.06")), Is.EqualTo(new[] { new ConfigurationChange(Loss, "0.05", "0.06", ChangeEffect.Looser) }));
        Assert.That(Take(keys, (Loss, "0.06", "0.04")), Is.Empty);
        Assert.That(Take(keys, (Loss, "0.04", "0.05")), Has.Count.EqualTo(1), "From there on that is looser.");
    }

    [Test]
    public void Take_AStrategyThatCame_StandsUntilItGoes_AndTakesItsOwnKeysAlong()
    {
        var keys = new LoosenedKeys();
        Assert.That(Take(keys, (Kind, null, "momentum")).Select(static change => change.Key), Is.EqualTo(new[] { Kind }));
        Assert.That(Take(keys, (Exposure, "0.1", "0.2")).Select(static change => change.Key), Is.EqualTo(new[] { Exposure, Kind }));
        var gone = new Fact.ConfigurationChanged(9, "hash", "command", "anna", [new ConfigurationChange(Exposure, "0.2", null, ChangeEffect.Neutral), new ConfigurationChange(Kind, "momentum", null, ChangeEffect.Tighter)]);
        Assert.That(keys.Take(gone), Is.Empty);
    }

    private static IReadOnlyCollection<ConfigurationChange> Take(LoosenedKeys keys, params (string, string?, string?)[] changes) => keys.Take(Changed(9, changes));

    private static Fact.ConfigurationChanged Changed(int version, (string Key, string? Before, string? After)[] keys) =>
        new(version, "hash", "command", "anna", [.. keys.Select(static key => new ConfigurationChange(key.Key, key.Before, key.After, ChangeEffects.Of(key.Key, key.Before, key.After)))]);
}

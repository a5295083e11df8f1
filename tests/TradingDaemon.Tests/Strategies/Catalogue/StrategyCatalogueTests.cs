using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Strategies.Crossover;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Catalogue;

public sealed class StrategyCatalogueTests
{
    private static readonly StrategyCatalogue Catalogue = StrategyCatalogue.Default;

    private static StrategySpec Spec(string kind, params (string, string)[] parameters) => Samples.Spec(kind, parameters) with { Id = new("ma-fast") };

    [Test]
    public void Default_ListsTheBuiltInKinds() => Assert.That(
        Catalogue.Factories.Select(static f => f.Kind), Is.EqualTo(new[] { "external", "market-making", "mean-reversion", "moving-average-crossover", "multi-asset-momentum" }));

    [Test]
    public void Validate_AnExternalStrategy_HasNothingThatNeedsTheMarket()
    {
        var spec = Spec("external");
        Assert.That(Catalogue.Validate(spec), Is.Empty);
        Assert.That(Catalogue.Create(spec, Samples.Instrument()).Needs.BarInterval, Is.EqualTo(TimeSpan.Zero));
        Assert.That(Catalogue.Validate(spec with { Protection = new ProtectionSpec { StopAtr = 2m } }).Single(), Does.Contain("average true ranges"));
        Assert.That(Catalogue.Validate(spec with { LookBackBars = 1, BarInterval = TimeSpan.FromMinutes(1) }).Single(), Does.Contain("sees no bars"));
        Assert.That(Catalogue.Validate(spec with { AlwaysMeasured = true }).Single(), Is.EqualTo("strategies[ma-fast].alwaysMeasured: external sees no market, so nothing is measured for it"), "bug: it was accepted, and measured for nobody");
        Assert.That(Catalogue.Validate(Spec("external", ("fast", "5"))).Single(), Does.Contain("unknown parameter"));
    }

    /// <summary>Bug: a strategy named as what others trade on the account shared its book, and closed what the owner had bought; one named as the emergency stop passed a halted gate.</summary>
    [TestCase("external")]
    [TestCase("emergency")]
    public void Validate_ANameThatStandsForSomebodyElse_IsAFault(string name) =>
        Assert.That(Catalogue.Validate(Spec("external") with { Id = new StrategyId(name) }), Is.EqualTo(new[] { $"strategies[{name}]: the name stands for what others, or the emergency stop, trade on the account; give it another" }));

    [Test]
    public void Constructor_TwoOfAKind_Refuses() =>
        Assert.That(() => new StrategyCatalogue([new MovingAverageCrossoverFactory(), new MovingAverageCrossoverFactory()]), Throws.ArgumentException);

    [TestCase("moving-average-crossover")]
    [TestCase("multi-asset-momentum")]
    [TestCase("mean-reversion")]
    [TestCase("market-making")]
    public void Create_Defaults_NeedNothingWritten(string kind)
    {
        Assert.That(Catalogue.Validate(Spec(kind)), Is.Empty);
        var first = Catalogue.Create(Spec(kind), Samples.Instrument());
        Assert.That(Catalogue.Create(Spec(kind), Samples.Instrument()), Is.Not.SameAs(first));
    }

    [TestCase("moving-average-crossover")]
    [TestCase("multi-asset-momentum")]
    [TestCase("mean-reversion")]
    [TestCase("market-making")]
    public void Parameters_Defaults_AreAcceptedAsTheyAreWritten(string kind)
    {
        var written = Catalogue.Find(kind)!.Parameters.Select(static p => (p.Name, p.Default)).ToArray();
        Assert.That(written, Is.Not.Empty);
        Assert.That(Catalogue.Validate(Spec(kind, written)), Is.Empty);
    }

    [TestCase("fast", "0", "strategies[ma-fast].parameters.fast: \"0\" is not a whole number from 2 to 5000")]
    [TestCase("fast", "5001", "strategies[ma-fast].parameters.fast: \"5001\" is not a whole number from 2 to 5000")]
    [TestCase("fast", "2.5", "strategies[ma-fast].parameters.fast: \"2.5\" is not a whole number from 2 to 5000")]
    [TestCase("fast", "", "strategies[ma-fast].parameters.fast: \"\" is not a whole number from 2 to 5000")]
    [TestCase("fast", "20", "strategies[ma-fast].parameters.fast: \"20\" is not below slow, which is 20")]
    [TestCase("average", "wma", "strategies[ma-fast].parameters.average: \"wma\" is not sma or ema")]
    [TestCase("average", "1", "strategies[ma-fast].parameters.average: \"1\" is not sma or ema")]
    [TestCase("minimumSeparationBps", "NaN", "strategies[ma-fast].parameters.minimumSeparationBps: \"NaN\" is not a number from 0 to 1000")]
    [TestCase("minimumSeparationBps", "1,5", "strategies[ma-fast].parameters.minimumSeparationBps: \"1,5\" is not a number from 0 to 1000")]
    [TestCase("cooldown", "-00:00:01", "strategies[ma-fast].parameters.cooldown: \"-00:00:01\" is not a duration from 00:00:00 to 7.00:00:00")]
    [TestCase("fsat", "5", "strategies[ma-fast].parameters.fsat: unknown parameter of moving-average-crossover; did you mean \"fast\"?")]
    public void Validate_WrongParameter_SaysExactlyWhat(string name, string value, string expected) =>
        Assert.That(Catalogue.Validate(Spec("moving-average-crossover", (name, value))), Is.EqualTo(new[] { expected }));

    [TestCase("multi-asset-momentum", "exit", "0.5", "strategies[ma-fast].parameters.exit: \"0.5\" is not below entry, which is 0.5")]
    [TestCase("multi-asset-momentum", "entry", "1", "strategies[ma-fast].parameters.entry: \"1\" is not a number from 0 to 0.999")]
    [TestCase("mean-reversion", "oversold", "70", "strategies[ma-fast].parameters.oversold: \"70\" is not below overbought, which is 70")]
    [TestCase("mean-reversion", "rangeMax", "0", "strategies[ma-fast].parameters.rangeMax: \"0\" is not a number from 0.0001 to 10")]
    public void Validate_WrongParameterOfOtherKinds_SaysExactlyWhat(string kind, string name, string value, string expected) =>
        Assert.That(Catalogue.Validate(Spec(kind, (name, value))), Is.EqualTo(new[] { expected }));

    [Test]
    public void Validate_NameInOtherCase_IsTheSameParameter()
    {
        Assert.That(Catalogue.Validate(Spec("moving-average-crossover", ("FAST", "7"), ("Average", "EMA"))), Is.Empty);
        Assert.That(Catalogue.Validate(Spec("moving-average-crossover", ("FAST", "x"))).Single(), Does.Contain("\"x\" is not a whole number"));
    }

    [Test]
    public void Validate_UnknownKind_NamesTheNearest() => Assert.That(Catalogue.Validate(Spec("mean-revresion")), Is.EqualTo(new[]
    {
        "strategies[ma-fast].kind: \"mean-revresion\" is not a kind; did you mean \"mean-reversion\"?",
    }));

    [Test]
    public void Validate_ManyFaults_TellsAllAtOnce()
    {
        var spec = Spec("moving-average-crossover", ("fast", "x"), ("slow", "y"), ("lookback", "3")) with
        {
            Id = new(" "),
            Symbols = [],
            BarInterval = TimeSpan.FromTicks(-1),
            SlippageMaxFraction = 1m,
            SizeFraction = 0m,
            ExposureMaxFraction = 1.01m,
            OrderStyle = 0,
            OrderAgeMax = TimeSpan.Zero,
            SignalLifetime = TimeSpan.Zero,
        };
        var faults = Catalogue.Validate(spec);
        Assert.That(faults, Has.Length.EqualTo(12));
        foreach (var name in new[] { "name", "symbols", "barInterval", "slippageMaxFraction", "sizeFraction", "exposureMaxFraction", "orderStyle", "orderAgeMax", "signalLifetime", "fast", "slow", "lookback" })
            Assert.That(faults, Has.Some.Contains(name));
        Assert.That(faults, Has.Some.EqualTo("strategies[ ].sizeFraction: \"0\" is not a number above 0 and up to 1"));
    }

    [Test]
    public void Validate_BarIntervalOutOfRange_IsAFault([Values(1, 86_400_001)] int milliseconds) =>
        Assert.That(Catalogue.Validate(Spec("mean-reversion") with { BarInterval = TimeSpan.FromMilliseconds(milliseconds) }), Has.Length.EqualTo(1));

    [TestCase(ExecutionAlgorithm.Vwap, "volumeProfile: \"\" is not given, or volumeDays: vwap needs one of them")]
    [TestCase(ExecutionAlgorithm.Iceberg, "displayQuantityBase: \"\" is not given, or childNotionalMaxAccount: what is shown at a time", "capFraction: \"\" is not given, and Iceberg needs it")]
    [TestCase(ExecutionAlgorithm.Split, "capFraction: \"\" is not given, and Split needs it")]
    [TestCase((ExecutionAlgorithm)9, "algorithm: \"9\" is not one of Direct, Twap, Vwap, Iceberg, Split")]
    [TestCase(ExecutionAlgorithm.Twap)]
    [TestCase(ExecutionAlgorithm.Direct)]
    public void Validate_AnAlgorithmWithoutWhatItNeeds_TellsWhat(ExecutionAlgorithm algorithm, params string[] faults) =>
        Assert.That(Catalogue.Validate(Spec("mean-reversion") with { Execution = new() { Algorithm = algorithm } }), Is.EqualTo(faults.Select(static fault => $"strategies[ma-fast].execution.{fault}")));

    [Test]
    public void Validate_ExecutionThatCannotBeMeant_IsAFault()
    {
        AlgorithmSpec[] faulty =
        [
            new() { Horizon = TimeSpan.Zero }, new() { ExtensionMax = TimeSpan.FromTicks(-1) }, new() { Slices = 0 }, new() { JitterFraction = 0.91m }, new() { Pause = TimeSpan.Zero }, new() { CapFraction = 1m }, new() { WhenVolumeUnknown = 0 },
            new() { Algorithm = ExecutionAlgorithm.Twap, Profile = new VolumeProfile([1m]) }, new() { ParticipationMaxFraction = 0.1m }, new() { DisplayQuantityBase = 1m }, new() { DisplayJitterFraction = -0.01m }, new() { DisplayJitterFraction = 0.1m },
            new() { Algorithm = ExecutionAlgorithm.Iceberg, DisplayQuantityBase = 1m, CapFraction = 0.01m, DisplayJitterFraction = 0.91m }, new() { Algorithm = ExecutionAlgorithm.Iceberg, ChildNotionalMaxAccount = 100m, CapFraction = 0.01m, DisplayJitterFraction = 0.1m },
            new() { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([0m, 0m]) }, new() { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([1m, -1m]) }, new() { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([]) },
            new() { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([1m]), VolumeDays = 5 }, new() { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 0 }, new() { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 31 }, new() { Algorithm = ExecutionAlgorithm.Twap, VolumeDays = 5 }, new() { DirectMaxAccount = 1m }, new() { Algorithm = ExecutionAlgorithm.Twap, DirectMaxAccount = 0m },
            Iceberg with { DelayMin = TimeSpan.FromTicks(-1) }, Iceberg with { DelayMin = TimeSpan.FromSeconds(2), DelayMax = TimeSpan.FromSeconds(1) }, Iceberg with { FailedSlicesMax = 0 }, Iceberg with { ShortfallMaxFraction = 0m }, Iceberg with { DisplaySlicesMax = 3 }, Iceberg with { DisplayQuantityBase = null, DisplaySlicesMax = 3, DisplayDepthFraction = 1m }, Iceberg with { DisplaySlicesMin = 3 }, Iceberg with { DisplayDepthFraction = 0.02m },
            Iceberg with { DisplayQuantityBase = null, DisplaySlicesMax = 0 }, Iceberg with { DisplayQuantityBase = null, DisplaySlicesMin = 4, DisplaySlicesMax = 3 }, Iceberg with { ChildNotionalMinAccount = 5m }, new() { ShortfallMaxFraction = 0.01m },
            Twap with { DelayMax = TimeSpan.FromSeconds(1) }, Twap with { FailedSlicesMax = 3 }, Twap with { DisplaySlicesMax = 3 }, Twap with { VolumeAnomalyRatio = 3m }, Twap with { ParticipationMaxFraction = 0.1m, VolumeAnomalyRatio = 1m }, Twap with { VolumeWeightFraction = 0.2m },
            Twap with { VolumeWeightFraction = 1.01m, VolumeDays = 5 }, Twap with { ChildNotionalMinAccount = 0m }, Twap with { ChildNotionalMinAccount = 51m, ChildNotionalMaxAccount = 50m }, new() { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 5, VolumeWeightFraction = 0.2m },
        ];
        foreach (var execution in faulty) Assert.That(Catalogue.Validate(Spec("mean-reversion") with { Execution = execution }), Has.Length.EqualTo(1), $"{execution}");
        Assert.That(Catalogue.Validate(Spec("mean-reversion") with { Execution = new() { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([1m, 0m]), ParticipationMaxFraction = 0.1m, JitterFraction = 0.9m } }), Is.Empty);
        AlgorithmSpec[] sound =
        [
            Iceberg with { DelayMin = TimeSpan.FromSeconds(1), DelayMax = TimeSpan.FromSeconds(5), FailedSlicesMax = 3, ShortfallMaxFraction = 0.005m }, Iceberg with { DisplayQuantityBase = null, DisplayJitterFraction = 0.2m, DisplaySlicesMin = 3, DisplaySlicesMax = 10, DisplayDepthFraction = 0.01m },
            Twap with { ParticipationMaxFraction = 0.1m, VolumeAnomalyRatio = 3m, ShortfallMaxFraction = 0.005m, VolumeWeightFraction = 0.2m, VolumeDays = 5, ChildNotionalMinAccount = 50m, ChildNotionalMaxAccount = 50m },
        ];
        foreach (var execution in sound) Assert.That(Catalogue.Validate(Spec("mean-reversion") with { Execution = execution }), Is.Empty, $"{execution}");
    }

    private static AlgorithmSpec Iceberg { get; } = new() { Algorithm = ExecutionAlgorithm.Iceberg, DisplayQuantityBase = 1m, CapFraction = 0.01m };

    private static AlgorithmSpec Twap { get; } = new() { Algorithm = ExecutionAlgorithm.Twap };

    [Test]
    public void Validate_SizesAndStopsThatCannotBothBeMeant_AreFaults()
    {
        StrategySpec Sized(SizingSpec sizing) => Spec("mean-reversion") with { Sizing = sizing };
        StrategySpec Guarded(ProtectionSpec protection) => Spec("mean-reversion") with { Protection = protection };
        StrategySpec[] faulty =
        [
            Sized(new() { Method = SizingMethod.Risk }), Sized(new() { Method = SizingMethod.Fixed }), Sized(new() { Method = SizingMethod.Fixed, QuantityBase = 1m, NotionalAccount = 1m }), Sized(new() { Method = SizingMethod.Volatility }),
            Sized(new() { RiskFraction = 0.01m }), Sized(new() { Method = SizingMethod.Risk, RiskFraction = 0m }), Sized(new() { FractionMin = 0.2m }), Sized(new() { OnCap = 0 }),
            Sized(new() { KellyDrawdownFraction = 0.2m }), Sized(new() { KellyStreakWins = 4 }), Sized(new() { KellyErrors = 1.96m }), Sized(new() { KellyWindow = TimeSpan.FromDays(30) }), Sized(new() { Method = SizingMethod.Kelly, KellyWindow = TimeSpan.Zero }), Sized(new() { KellyByVolatility = true }), Sized(new() { Method = SizingMethod.Kelly, KellyErrors = 0m }),
            Guarded(new() { StopFraction = 0.01m, StopAtr = 2m }), Guarded(new() { TargetAtr = 0m }), Guarded(new() { TrailFraction = -1m }), Guarded(new() { TrailAfterFraction = -1m }),
        ];
        Assert.That(faulty.Select(static spec => Catalogue.Validate(spec).Length), Is.All.EqualTo(1));
        StrategySpec[] sound =
        [
            Sized(new() { Method = SizingMethod.Risk, RiskFraction = 0.01m }), Sized(new() { Method = SizingMethod.Fixed, NotionalAccount = 100m }), Sized(new() { Method = SizingMethod.Kelly }), Sized(new() { Method = SizingMethod.Kelly, KellyDrawdownFraction = 0.2m, KellyStreakWins = 4, KellyErrors = 1.96m, KellyByVolatility = true, KellyWindow = TimeSpan.FromDays(30) }), Sized(new() { Method = SizingMethod.Volatility, VolatilityTarget = 0.1m }),
            Guarded(new() { StopFraction = 0.01m, TargetAtr = 2m, TrailAtr = 1.5m }),
        ];
        Assert.That(sound.Select(static spec => Catalogue.Validate(spec).Length), Is.All.Zero);
    }

    [Test]
    public void Create_FaultySpec_ThrowsWithTheFaults()
    {
        var spec = Spec("moving-average-crossover", ("fast", "0"));
        Assert.That(() => Catalogue.Create(spec, Samples.Instrument()), Throws.ArgumentException.With.Message.Contains("\"0\" is not a whole number"));
        Assert.That(() => Catalogue.Create(Spec("none"), Samples.Instrument()), Throws.ArgumentException.With.Message.Contains("is not a kind"));
        foreach (var factory in Catalogue.Factories)
            Assert.That(() => factory.Create(Spec(factory.Kind, ("cooldown", "soon")), Samples.Instrument()), Throws.ArgumentException);
    }
}

using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Strategies.Catalogue;

namespace TradingDaemon.Tests.Configuration;

/// <summary>Limits that let nothing pass, or that another never lets be reached, are named before anything is started.</summary>
[TestFixture]
internal sealed class LimitRulesTests
{
    private const string Limits = "tiers:sniper:limits:";
    private const string Fast = "tiers:sniper:strategies:ma-fast:";

    [TestCase("strategyOrdersPerSecondMax=60", "accountOrdersPerSecondMax=50")]
    [TestCase("positionMaxFraction=0.5", "concentrationMaxFraction=0.4")]
    [TestCase("concentrationMaxFraction=0.7", "correlatedExposureMaxFraction=0.6")]
    [TestCase("positionMaxFraction=0.7", "correlatedExposureMaxFraction=0.6")]
    [TestCase("positionMaxFraction=0.7", "grossExposureMaxFraction=0.6")]
    [TestCase("strategyExposureMaxFraction=0.7", "grossExposureMaxFraction=0.6")]
    [TestCase("netExposureMaxFraction=2", "grossExposureMaxFraction=1")]
    [TestCase("drawdownThrottlePerMinute=0.003", "drawdownPausePerMinute=0.002")]
    [TestCase("venueOrdersPerSecondMax=60", "accountOrdersPerSecondMax=50")]
    [TestCase("strategyCancelsPerMinuteMax=60", "venueCancelsPerMinuteMax=50")]
    [TestCase("optionTradeDeltaMax=60", "optionDeltaMax=50")]
    [TestCase("optionTradeGammaMax=60", "optionGammaMax=50")]
    [TestCase("openRiskTradeMaxFraction=0.2", "openRiskTotalMaxFraction=0.15")]
    [TestCase("grossExposureMaxFraction=1", "leverageMax=0.5")]
    [TestCase("dailyLossMaxFraction=0.06", "dailyLossReducingFraction=0.05")]
    public void Load_ALimitThatIsNeverReached_IsNamedWithTheOtherOne(string inner, string outer)
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load(Limits + inner, Limits + outer).Faults.Single();
        Assert.That((fault.Path, fault.Message), Is.EqualTo((Limits + Name(inner), $"It is never reached: {Name(outer)} stops before it.")));
        Assert.That(folder.Load($"{Limits}{Name(inner)}={outer.Split('=')[1]}", Limits + outer).Faults, Is.Empty, "Both may be the same.");
        Assert.That(folder.Load(Limits + inner).Faults, Is.Empty, "A default is not meant.");
    }

    /// <summary>Bug: a strategy's own limits above the tier's, and a burst above a minute's, were told as sound.</summary>
    [TestCase(Fast + "exposureMaxFraction", "0.5", Limits + "strategyExposureMaxFraction", "0.3", "limits:strategyExposureMaxFraction")]
    [TestCase(Fast + "positionsMax", "5", Limits + "positionsMax", "3", "limits:positionsMax")]
    [TestCase(Fast + "dailyEntriesMax", "10", Limits + "dailyEntriesMax", "5", "limits:dailyEntriesMax")]
    [TestCase(Fast + "dailyCapitalMaxFraction", "0.5", Limits + "dailyCapitalMaxFraction", "0.2", "limits:dailyCapitalMaxFraction")]
    public void Load_AStrategysLimitBehindTheTiers_IsSaid_AndStopsNoTightening(string inner, string value, string outer, string least, string named)
    {
        using var folder = new ConfigurationFolder();
        AssertNoted(folder.Load($"{inner}={value}", $"{outer}={least}"), inner, $"It is never reached: {named} stops before it.");
        Assert.That(folder.Load($"{inner}={least}", $"{outer}={least}").Notes, Is.Empty, "Both may be the same.");
    }

    [Test]
    public void Load_ABurstAboveAMinutes_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load("signals:burstMax=30", "signals:perMinuteMax=20").Faults.Single();
        Assert.That((fault.Path, fault.Message), Is.EqualTo(("signals:burstMax", "It is never reached: perMinuteMax stops before it.")));
        Assert.That(folder.Load("signals:burstMax=20", "signals:perMinuteMax=20").Faults, Is.Empty, "Both may be the same.");
    }

    /// <summary>Bug: a limit that an operator tightened to next to nothing was refused until every strategy's size was made smaller too.</summary>
    [Test]
    public void Load_ALimitTightenedToNextToNothing_IsSound()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Limits + "strategyExposureMaxFraction=0.000001", Fast + "exposureMaxFraction=0.9", Fast + "sizeFraction=0.002").Faults, Is.Empty);
    }

    [Test]
    public void Load_ADailyLossBehindTheOneThatReduces_IsSound_WhereReducingEndsByItself()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Limits + "dailyLossMaxFraction=0.06", Limits + "dailyLossReducingFraction=0.05", "emergency:reducingResumesAfter=00:30:00").Faults, Is.Empty);
    }

    [TestCase("positionMaxFraction=0"), TestCase("strategyExposureMaxFraction=0"), TestCase("correlatedExposureMaxFraction=0"), TestCase("grossExposureMaxFraction=0"), TestCase("leverageMax=0")]
    [TestCase("dailyLossMaxAccount=0"), TestCase("optionDailyLossMaxFraction=0"), TestCase("optionDailyLossMaxAccount=0"), TestCase("optionDailyLossMaxFraction=1.1"), TestCase("positionNotionalMaxAccount=0"), TestCase("positionsMax=0"), TestCase("positionsMax=2.5"), TestCase("drawdownMaxFraction=0"), TestCase("dailyEntriesMax=0"), TestCase("dailyCapitalMaxFraction=0"), TestCase("venueOrdersPerSecondMax=0"), TestCase("priceCollarFraction=0")]
    [TestCase("positionMaxFraction=-0.1"), TestCase("positionMaxFraction=NaN"), TestCase("positionMaxFraction=Infinity"), TestCase("leverageMax=1e30"), TestCase("volatilityIndexMax=0")]
    public void Load_ALimitOfNothingOrNonsense_IsAFaultOfItsKey(string assignment)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Limits + assignment).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { Limits + Name(assignment) }));
    }

    [Test]
    public void Load_AStrategyThatMayHoldNothing_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load("tiers:sniper:strategies:ma-fast:exposureMaxFraction=0").Faults.Single().Message, Is.EqualTo("A limit of 0 lets nothing pass."));
    }

    [TestCase("0.0501", false)]
    [TestCase("0.05", true, Description = "the collar itself")]
    public void Load_ACapThatTheCollarNeverLetsPass_IsAFault(string cap, bool isSound)
    {
        using var folder = new ConfigurationFolder();
        var faults = folder.Load(Limits + "priceCollarFraction=0.05", Fast + "execution:algorithm=split", Fast + $"execution:capFraction={cap}").Faults;
        Assert.That(faults.Select(static fault => fault.Path), Is.EqualTo(isSound ? Array.Empty<string>() : [Fast + "execution:capFraction"]));
    }

    /// <summary>Bug of the originals: 5 % of risk with a stop 2 % away is 2.5 times equity, and the cap on a position refused every one.</summary>
    [TestCase("0.05", false)]
    [TestCase("0.0041", false)]
    [TestCase("0.004", true, Description = "a fifth of equity: what a position may be")]
    public void Load_ARiskThatItsOwnCapsNeverLetPass_IsAFault_UnlessItIsShrunk(string risk, bool isSound)
    {
        using var folder = new ConfigurationFolder();
        string[] sized = [Limits + "positionMaxFraction=0.2", Fast + "sizing:method=risk", Fast + "protection:stopFraction=0.02", Fast + $"sizing:riskFraction={risk}"];
        Assert.That(folder.Load(sized).Faults.Select(static fault => fault.Path), Is.EqualTo(isSound ? Array.Empty<string>() : [Fast + "sizing:riskFraction"]));
        Assert.That(folder.Load([.. sized, Fast + "sizing:onCap=shrink"]).Faults, Is.Empty);
    }

    /// <summary>Bug: sizes that no limit lets pass were told as sound, and every entry was refused.</summary>
    [TestCase("sizeFraction=0.21", "sizeFraction=0.2", "limits:positionMaxFraction=0.2", "sizeFraction")]
    [TestCase("sizeFraction=0.04", "sizeFraction=0.02", "limits:openRiskTradeMaxFraction=0.02", "sizeFraction", Description = "without a stop")]
    [TestCase("sizeFraction=0.11 protection:stopFraction=0.2", "sizeFraction=0.1 protection:stopFraction=0.2", "limits:openRiskTradeMaxFraction=0.02", "sizeFraction")]
    [TestCase("sizing:method=fixed sizing:notionalAccount=501", "sizing:method=fixed sizing:notionalAccount=500", "limits:orderNotionalMaxAccount=500", "sizing:notionalAccount")]
    [TestCase("sizing:method=volatility sizing:volatilityTarget=0.1 sizing:fractionMax=0.5 sizing:fractionMin=0.21", "sizing:method=volatility sizing:volatilityTarget=0.1 sizing:fractionMax=0.5 sizing:fractionMin=0.2", "limits:positionMaxFraction=0.2", "sizing:fractionMin")]
    public void Load_ASizeThatItsOwnCapsNeverLetPass_IsSaid_UnlessItIsShrunk(string much, string most, string limit, string named)
    {
        using var folder = new ConfigurationFolder();
        string[] Of(string size) => [$"tiers:sniper:{limit}", .. size.Split(' ').Select(static one => Fast + one)];
        AssertNoted(folder.Load(Of(much)), Fast + named, "would be refused");
        Assert.That(folder.Load(Of(most)).Notes, Is.Empty, "At the limit it passes.");
        Assert.That(folder.Load([.. Of(much), Fast + "sizing:onCap=shrink"]).Notes, Is.Empty);
    }

    [Test]
    public void Load_ASizeThatTheCapOnOneOrderMakesSmall_IsSound()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Limits + "positionMaxFraction=0.2", Limits + "orderNotionalMaxAccount=100", Fast + "sizeFraction=0.5").Notes, Is.Empty, "100 of the 500 the tier begins at.");
        AssertNoted(folder.Load(Limits + "positionMaxFraction=0.2", Limits + "orderNotionalMaxAccount=101", Fast + "sizeFraction=0.5"), Fast + "sizeFraction", "worth more than the 0.2 of equity");
    }

    [TestCase("0.039", false)]
    [TestCase("0.04", true, Description = "twice the stop")]
    public void Load_ATargetNearerThanTheTierAsksFor_IsSaid(string target, bool isSilent)
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load(Limits + "rewardRiskMin=2", Fast + "protection:stopFraction=0.02", Fast + $"protection:targetFraction={target}");
        if (isSilent) Assert.That((report.Faults.Length, report.Notes.Length), Is.EqualTo((0, 0)));
        else AssertNoted(report, Fast + "protection:targetFraction", "rewardRiskMin asks for more");
    }

    [Test]
    public void Load_AnOrderSmallerThanTheVenueTakes_IsSaid_WhereTheTierTradesThere()
    {
        using var folder = new ConfigurationFolder();
        string[] small = [Limits + "orderNotionalMaxAccount=5", "instruments:BTC/USD:minNotional=6"];
        AssertNoted(folder.Load(small), Limits + "orderNotionalMaxAccount", "Nothing passes in BTC/USD: its venue takes no order worth less than 6.");
        Assert.That(folder.Load([small[0], "instruments:BTC/USD:minNotional=5"]).Notes, Is.Empty);
        Assert.That(folder.Load([.. small, Fast + "disabledSymbols:0=BTC/USD"]).Notes, Is.Empty, "It trades nothing there.");
    }

    /// <summary>Bug: a market maker that may hold less than it means to was told as sound, and each of its layers beyond was refused again and again.</summary>
    [TestCase(Fast + "exposureMaxFraction", "exposureMaxFraction"), TestCase(Limits + "positionMaxFraction", "limits:positionMaxFraction"), TestCase(Limits + "strategyExposureMaxFraction", "limits:strategyExposureMaxFraction")]
    public void Load_AnInventoryThatAnotherLimitNeverLetsBeReached_IsSaid(string limit, string named)
    {
        using var folder = new ConfigurationFolder();
        string[] Of(string most) => [$"{limit}=0.08", Fast + "kind=market-making", Fast + $"parameters:inventoryMax={most}", Fast + "sizeFraction=0.02"];
        AssertNoted(folder.Load(Of("0.081")), Fast + "parameters:inventoryMax", $"It is never reached: {named} stops before it, and refuses every layer beyond.");
        Assert.That(folder.Load(Of("0.08")).Notes, Is.Empty, "It is reached.");
        Assert.That(StrategyCatalogue.Default.Find("market-making")!.Parameters, Has.Some.Property("Name").EqualTo("inventoryMax"));
    }

    [Test]
    public void Load_AVolatilityIndexNobodyConfigured_IsAFault()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Limits + "volatilityIndexSymbol=VIX").Faults.Single().Message, Does.Contain("The instrument is not configured"));
        Assert.That(folder.Load(Limits + "volatilityIndexSymbol=AAPL").Faults, Is.Empty);
    }

    [Test]
    public void Load_AnOrderLargerThanAPositionMayBe_IsSaid_AndStopsNoTightening()
    {
        using var folder = new ConfigurationFolder();
        AssertNoted(folder.Load(Limits + "orderNotionalMaxAccount=100", Limits + "positionNotionalMaxAccount=99"), Limits + "orderNotionalMaxAccount", "It is never reached: positionNotionalMaxAccount stops before it.");
        Assert.That(folder.Load(Limits + "orderNotionalMaxAccount=100", Limits + "positionNotionalMaxAccount=100").Notes, Is.Empty, "Both may be the same.");
    }

    [TestCase("24.9", true, Description = "5 % of the 500 the tier begins at"), TestCase("25", false)]
    public void Load_ASizeBeyondWhatAPositionMayBeWorth_IsSaid_UnlessItIsShrunk(string limit, bool isSaid)
    {
        using var folder = new ConfigurationFolder();
        string[] sized = [Limits + $"positionNotionalMaxAccount={limit}", Fast + "sizeFraction=0.05"];
        Assert.That(IsSaid(sized, "sizeFraction"), Is.EqualTo(isSaid));
        Assert.That(IsSaid([.. sized, Fast + "sizing:onCap=shrink"], "sizeFraction"), Is.False);
        Assert.That(IsSaid([sized[0], Fast + "sizing:method=fixed", Fast + "sizing:notionalAccount=25"], "sizing:notionalAccount"), Is.EqualTo(isSaid));

        bool IsSaid(string[] assignments, string key) => folder.Load(assignments).Notes.Any(note => note.Contains($": {Fast}{key} = ", StringComparison.Ordinal) && note.Contains("positionNotionalMaxAccount is smaller", StringComparison.Ordinal));
    }

    [Test]
    public void Load_APositionSmallerThanAnOrderTheVenueTakes_IsSaid()
    {
        using var folder = new ConfigurationFolder();
        var notes = folder.Load(Limits + "positionNotionalMaxAccount=5", "instruments:BTC/USD:minNotional=6").Notes;
        Assert.That(notes, Has.Some.Contains($": {Limits}positionNotionalMaxAccount = ").And.Some.Contains("Nothing passes in BTC/USD: its venue takes no order worth less than 6."));
    }

    [Test]
    public void Load_HowMuchOfAnInstrumentMayBeHeld_IsItsOwnNumber_ElseItsClasss()
    {
        using var folder = new ConfigurationFolder();
        var instruments = folder.Load("positionMaxBase:equity=100", "positionMaxBase:crypto=2", "instruments:BTC/USD:positionMaxBase=0.5").Config!.Instruments;
        Assert.That((instruments.Find(new Symbol("AAPL"))!.PositionMaxBase, instruments.Find(new Symbol("BTC/USD"))!.PositionMaxBase), Is.EqualTo(((decimal?)100m, (decimal?)0.5m)));
        Assert.That(folder.Load().Config!.Instruments.All.Select(static one => one.PositionMaxBase), Is.All.Null, "off unless set");
    }

    [TestCase("instruments:AAPL:positionMaxBase=0.5", "instruments:AAPL:positionMaxBase"), TestCase("instruments:AAPL:positionMaxBase=0", "instruments:AAPL:positionMaxBase"), TestCase("positionMaxBase:option=-1", "positionMaxBase:option")]
    [TestCase("instruments:AAPL:quantityMax=0.5", "instruments:AAPL:quantityMax"), TestCase("instruments:BTC/USD:notionalMax=5", "instruments:BTC/USD:notionalMax"), TestCase("instruments:BTC/USD:shortMaxBase=5", "instruments:BTC/USD:shortMaxBase")]
    [TestCase("instruments:AAPL:hours=Mars/Olympus Mon-Fri 09:30-16:00", "instruments:AAPL:hours"), TestCase("instruments:AAPL:hours=never", "instruments:AAPL:hours"), TestCase("tradingDay:timeZone=Mars/Olympus", "tradingDay:timeZone")]
    [TestCase("instruments:AAPL:holidays:0=2026-02-30", "instruments:AAPL:holidays"), TestCase("instruments:AAPL:holidays:0=1999-12-31", "instruments:AAPL:holidays:0"), TestCase("instruments:AAPL:earlyCloses:0=2026-11-27", "instruments:AAPL:earlyCloses:0")]
    [TestCase("instruments:AAPL:earlyCloses:0=2026-11-27 16:00", "instruments:AAPL:earlyCloses"), TestCase("instruments:AAPL:earlyCloses:0=2026-11-28 13:00", "instruments:AAPL:earlyCloses")]
    public void Load_WhatAnInstrumentOrADayCannotBe_IsAFault(string assignment, string path)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(assignment).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { path }));
    }

    /// <summary>Bug: a day that is none was told of the first file that has the instrument, not of the one its list stands in.</summary>
    [Test]
    public void Load_AFaultInAList_IsToldOfTheFileItStandsIn()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("config/holidays.json", """{ "instruments": { "AAPL": { "holidays": ["2026-02-30"], "earlyCloses": ["2026-02-31 13:00"] } } }""");
        var faults = folder.Load().Faults;
        Assert.That(faults.Select(static fault => (fault.Path, fault.Source.Replace('\\', '/'))), Is.EquivalentTo(new[] { ("instruments:AAPL:holidays", "config/holidays.json"), ("instruments:AAPL:earlyCloses", "config/holidays.json") }));
    }

    [Test]
    public void Load_ADayThatIsAnExceptionTwice_IsAFault_AndOthersAreInItsHours()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load("instruments:AAPL:holidays:0=2026-11-27", "instruments:AAPL:earlyCloses:0=2026-11-27 13:00").Faults.Select(static fault => (fault.Path, fault.Message)), Is.EqualTo(new[] { ("instruments:AAPL:holidays", "The day is an exception twice.") }));
        var hours = folder.Load("instruments:AAPL:holidays:0=2026-12-25", "instruments:AAPL:earlyCloses:0=2026-11-27 13:00", "instruments:AAPL:hours=America/New_York Mon-Fri 09:30-16:00").Config!.Instruments.Find(new Symbol("AAPL"))!.Hours!;
        Assert.That(new[] { 17, 18, 19 }.Select(hour => hours.IsOpen(new DateTimeOffset(2026, 11, 27, hour, 59, 0, TimeSpan.Zero))), Is.EqualTo(new[] { true, false, false }));
    }

    [Test]
    public void Load_Hours_AreAlwaysAtAMadeMarket_AndAsWritten()
    {
        using var folder = new ConfigurationFolder();
        var config = folder.Load("instruments:AAPL:hours=America/New_York Mon-Fri 09:30-16:00").Config!;
        Assert.That(config.Instruments.All.Select(static one => $"{one.Symbol} {one.Hours}"), Is.EqualTo(new[] { "AAPL America/New_York Mon-Fri 09:30-16:00", "BTC/USD always" }));
    }

    private static void AssertNoted(ConfigurationReport report, string path, string message)
    {
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Notes.Single(), Does.Contain($": {path} = ").And.Contain(message));
    }

    private static string Name(string assignment) => assignment.Split('=')[0];
}

using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Execution;

public sealed class ComparisonWatchTests
{
    /// <summary>Bug: a comparison that never concluded, whatever the reason, was told to nobody.</summary>
    [TestCase("no answers"), TestCase("holdings that never stand still"), TestCase("an order nobody can prove"), TestCase("a difference")]
    public void Compare_NeverConcluding_CallsSomebodyAndClearsOnceItDoes(string why)
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Pass(5);
        Assert.That(bench.Health.Report().Components.Single(static component => component.Name == "reconciliation:simulated").Level, Is.EqualTo(HealthLevel.Healthy));
        var cash = bench.Venue.Cash["USD"];
        switch (why)
        {
            case "no answers": bench.Venue.QueryFault = static () => new VenueFault(VenueFaultKind.Retry, "503", "Down for maintenance."); break;
            case "holdings that never stand still": bench.Venue.IsRestless = true; break;
            case "a difference": bench.Venue.Cash["USD"] = cash + 500m; break;
            default:
                bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromHours(1) };
                bench.Place();
                bench.Venue.Orders.Clear();
                break;
        }

        using var scrape = new MetricsScrapeText(bench.Metrics);
        bench.Pass(50);
        Assert.That(Overdue(bench), Is.Empty, "not yet: it agreed within the minute");
        bench.Pass(60);
        var alert = Overdue(bench).Single();
        var told = bench.Health.Report().Components.Single(static component => component.Name == "reconciliation:simulated");
        Assert.Multiple(() =>
        {
            Assert.That((alert.Severity, told.Level), Is.EqualTo((AlertSeverity.Critical, HealthLevel.Degraded)));
            Assert.That(alert.Text, Does.Contain("simulated").And.Contains(why switch { "no answers" => "Down for maintenance", "a difference" => "unexplained", "an order nobody can prove" => "not proven", _ => "kept coming" }));
            Assert.That(told.Detail, Does.Contain("simulated"));
            Assert.That(bench.Log.Lines.Count(static line => line.Event == 4_017), Is.EqualTo(1), "once, not every ten seconds");
            Assert.That(scrape.Text, Does.Match("tradingdaemon_reconciliation_age_seconds\\{venue=\"simulated\"\\} (8|9|10|11)[0-9.]+\n"));
        });

        (bench.Venue.QueryFault, bench.Venue.IsRestless, bench.Venue.Cash["USD"], bench.Venue.Traits) = (static () => null, false, cash, new VenueTraits());
        bench.Pass(40);
        Assert.Multiple(() =>
        {
            Assert.That(Overdue(bench), Is.Empty);
            Assert.That(bench.Health.Report().Components.Single(static component => component.Name == "reconciliation:simulated").Level, Is.EqualTo(HealthLevel.Healthy));
            Assert.That(bench.Log.Lines.Count(static line => line.Event == 4_018), Is.EqualTo(1));
        });
    }

    /// <summary>Bug: a difference stayed on the board after books and venue had agreed, until a hundred of them drove the standing matters out.</summary>
    [Test]
    public void Compare_AgreeingAgain_EndsTheAlertsOfDifferencesThere()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Pass(5);
        bench.Alerts.Raise("break:simulated:cash USD", AlertSeverity.Critical, "A difference.");
        bench.Alerts.Raise("break:elsewhere:cash USD", AlertSeverity.Critical, "Of another venue.");
        bench.Venue.Cash["USD"] += 500m;
        bench.Pass(130);
        Assert.That(bench.Alerts.Recent.Select(static alert => alert.Key), Does.Contain("break:simulated:cash USD"), "while they differ");
        bench.Venue.Cash["USD"] -= 500m;
        bench.Pass(130);
        Assert.That(bench.Alerts.Recent.Select(static alert => alert.Key), Does.Not.Contain("break:simulated:cash USD").And.Contains("break:elsewhere:cash USD"));
    }

    /// <summary>At the start too, of which the comparison before trading leaves the venue to its session.</summary>
    [Test]
    public void Compare_VenueThatNeverAnsweredSinceTheStart_CallsSomebody()
    {
        using var bench = new SessionBench(new SessionLimits { ComparisonAgeMax = TimeSpan.FromSeconds(45) });
        bench.Venue.ConnectFault = static () => new VenueFault(VenueFaultKind.Retry, "dns", "No such host.");
        bench.Venue.QueryFault = bench.Venue.ConnectFault;
        bench.Run();
        bench.Pass(46);
        Assert.That(Overdue(bench).Single().Text, Does.Contain("No such host"));
    }

    private static IReadOnlyList<Alert> Overdue(SessionBench bench) => [.. bench.Alerts.Recent.Where(static alert => alert.Key == "reconciliation:simulated")];
}

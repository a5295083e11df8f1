using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Tests.Venues.Guard;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>A history is dear and comes in pages, so that a comparison of a busy account takes longer than a question may: it must end all the same.</summary>
internal sealed class KrakenComparisonTests
{
    [TestCase(40), TestCase(60)]
    public async Task Statement_OfAnAccountWithManyFillsInAQuarterOfAnHour_IsWholeAtOnce(int count)
    {
        await using var rig = await KrakenRig.StartAsync();
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        rig.Trades([.. Enumerable.Range(0, count).Select(i => (Id: $"T{i:000}", Order: "OURS", At: at.AddSeconds(i))).Reverse()]);
        rig.Private("OpenOrders", KrakenRig.Result("""{"open":{}}"""));
        rig.Private("BalanceEx", KrakenRig.Result("""{"ZUSD":{"balance":"100.0","hold_trade":"0"}}"""));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("OURS", Orders.Id(1).Text, "closed")}}}"));
        using var venue = new GuardedVenue(rig.Venue(), new GuardOptions(), TimeProvider.System);
        await venue.FillsSinceAsync(50, 1_000, default); // as each round reads them first
        var statement = await new StatementRequest(venue, TimeProvider.System).AskAsync(0, [], static _ => null, default);
        Assert.That((statement.Fills.Count, statement.Holdings is null), Is.EqualTo((count, false)));
    }

    [Test]
    public async Task FillsSince_AQuestionThatIsCutBetweenPages_GoesOnWhereItStopped()
    {
        await using var rig = await KrakenRig.StartAsync();
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        var all = Enumerable.Range(0, 130).Select(i => (Id: $"T{i:000}", Order: "OURS", At: at.AddSeconds(i))).Reverse().ToArray();
        rig.Private("TradesHistory", KrakenRig.Fills(130, all[..50]), KrakenRig.Fills(130, all[50..100]), KrakenRig.Error("EService:Unavailable"));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("OURS", Orders.Id(1).Text, "closed")}}}"));
        var venue = rig.Venue();
        await Assert.ThrowsAsync<VenueException>(async () => await venue.FillsSinceAsync(0, 1_000, default));
        rig.Trades(all);
        Assert.That(await venue.FillsSinceAsync(0, 1_000, default), Has.Count.EqualTo(130));
        Assert.That(rig.Server.CountOf("/0/private/TradesHistory"), Is.EqualTo(5), "the third page again, and the newest, because that may have moved on");
    }

    // What a session asks of an account that had so many fills in the window: comparisons and the steady reading before them every half minute, the stream's poll beside, from a counter at its start.
    [TestCase(60, 60), TestCase(60, 200), TestCase(60, 500), TestCase(125, 60), TestCase(125, 200), TestCase(125, 500), TestCase(180, 200), TestCase(180, 500)]
    [TestCase(60, 200, 7, Description = "the venue counts something else than it shows")]
    public void Statement_AtEachTier_EndsAndGoesOnEnding(int tier, int count, int countedBesides = 0) => PumpContext.Run(async () =>
    {
        var clock = new TimerClock();
        var limits = new KrakenLimits(clock);
        limits.Learn(tier);
        var trades = Enumerable.Range(0, count).Select(static i => new ToldFill(string.Create(CultureInfo.InvariantCulture, $"T{i}"), null, "OURS", null, null, 1m, 1m) { At = TimerClock.Start.AddSeconds(-i) }).ToArray();
        var history = new CountedFills(async (_, offset, _, stopping) =>
        {
            await limits.TakeAsync(2, isUrgent: false, stopping);
            return ([.. trades.Skip((int)offset).Take(50)], trades.Length + countedBesides);
        });
        var venue = new ScriptedVenue
        {
            Stood = null,
            Wait = async (call, stopping) =>
            {
                if (call == "fills") Assert.That(await history.SinceAsync(TimerClock.Start.AddHours(-1), stopping), Has.Count.EqualTo(count), "whole or not at all");
                else await limits.TakeAsync(1, isUrgent: false, stopping);
            },
        };
        using var guarded = new GuardedVenue(venue, new GuardOptions(), clock);
        using var over = new CancellationTokenSource();
        var ended = new List<TimeSpan>();
        Task[] loops = [RoundsAsync(guarded, clock, ended, over.Token), PollAsync(venue, clock, over.Token)];
        while (clock.Step(TimeSpan.FromMinutes(15)))
        {
            // each step fires one timer
        }

        over.Cancel();
        (SynchronizationContext.Current as PumpContext)!.Pump();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        TestContext.Out.WriteLine($"{ended.Count} comparisons ended: {string.Join(", ", ended.Select(static at => at.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)))}");
        Assert.That(ended, Is.Not.Empty);
        Assert.That(ended[0], Is.LessThan(TimeSpan.FromMinutes(4)));
        Assert.That(ended.Zip(ended.Skip(1), static (one, next) => next - one), Is.All.LessThan(TimeSpan.FromMinutes(2)), "and no later one is kept from ending");
    });

    // As a session goes round, with an order that rests: what works is asked every other round.
    private static async Task RoundsAsync(GuardedVenue venue, TimeProvider clock, List<TimeSpan> ended, CancellationToken stopping)
    {
        var (begun, statement) = (clock.GetTimestamp(), new StatementRequest(venue, clock));
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), new Random(1));
        var (read, compared) = (TimeSpan.MinValue, TimeSpan.MinValue);
        for (var (round, failed) = (0, 0); ; round++)
        {
            var pause = TimeSpan.FromSeconds(5);
            try
            {
                var now = clock.GetElapsedTime(begun);
                if (read < now - TimeSpan.FromSeconds(30))
                {
                    await venue.FillsSinceAsync(0, 1_000, stopping);
                    read = now;
                }

                if (compared < now - TimeSpan.FromSeconds(30))
                {
                    await statement.AskAsync(0, [], static _ => null, stopping);
                    ended.Add(compared = clock.GetElapsedTime(begun));
                }
                else if (round % 2 == 0)
                    await venue.OpenOrdersAsync(stopping);

                failed = 0;
            }
            catch (VenueException unanswered)
            {
                pause = backoff.After(++failed, unanswered.Fault);
            }

            await Pause.ForAsync(pause, clock, stopping);
        }
    }

    private static async Task PollAsync(ScriptedVenue venue, TimeProvider clock, CancellationToken stopping)
    {
        while (true)
        {
            await Pause.ForAsync(TimeSpan.FromSeconds(30), clock, stopping);
            try
            {
                await venue.FillsSinceAsync(0, 1_000, stopping);
            }
            catch (VenueException)
            {
                // the next poll asks for the same
            }
        }
    }
}

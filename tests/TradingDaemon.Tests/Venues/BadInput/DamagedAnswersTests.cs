using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>Any bytes at all instead of an answer, in any call: it ends in an answer or in a fault with its kind and code. Anything else would end whoever asked.</summary>
[TestFixture]
internal sealed class DamagedAnswersTests
{
    private const int Rounds = 8;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private Random _random = new();
    private string _newest = "";
    private int _answers;

    [TestCaseSource(typeof(VenueCases), nameof(VenueCases.Names))]
    public async Task EveryCall_OfDamagedAnswers_EndsInAnAnswerOrAFault(string venue)
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        (_random, _answers) = (new Random(seed), 0);
        _faults.Clear();
        await using var between = await Meddler.StartAsync();
        await using var scene = await VenueScene.StartAsync(VenueCases.Of(venue) with { Speed = 100d }, seed);
        between.Answers = Damaged;
        using var asking = scene.Another(setup => setup with { Line = setup.Line with { Connect = between.ConnectAsync } });
        for (var number = 1; number <= Rounds; number++) await AskAllAsync(asking, scene.Case.Order(number, new Random(seed + number)), isAlsoRare: number % 3 == 0);
        TestContext.Out.WriteLine($"{venue}: {_answers} answers; faults: {string.Join(", ", _faults.Select(static one => $"{one.Key} {one.Value}"))}");
        Assert.That((_answers > 0, _faults.Values.Sum() > Rounds), Is.EqualTo((true, true)), "some could be read, and many could not");
    }

    private Meddler.Passed Damaged(string call, Meddler.Passed answer)
    {
        lock (_gate)
        {
            var body = Damage.Of(answer.Body, _random);
            _newest = $"{call}: {Encoding.UTF8.GetString(body)}";
            return answer with { Body = body };
        }
    }

    private async Task AskAllAsync(ILiveVenue venue, DurableOrder order, bool isAlsoRare)
    {
        var reference = OrderReference.Of(order.Intent);
        await TryAsync(async () => await venue.RulesAsync(default));
        await TryAsync(async () => Throw((await venue.PlaceAsync(order, default) as PlacementAnswer.Failed)?.Fault));
        await TryAsync(async () => await venue.FindOrderAsync(reference, default));
        await TryAsync(async () => Throw(await venue.CancelAsync(reference, default)));
        await TryAsync(async () => await venue.OpenOrdersAsync(default));
        await TryAsync(async () => await venue.FillsSinceAsync(0, int.MaxValue, default));
        await TryAsync(async () => await venue.HoldingsAsync(default));
        await TryAsync(async () => await venue.TouchAsync(order.Intent.Symbol, default));
        if (!isAlsoRare) return;
        await TryAsync(async () => await venue.RightsAsync(default));
        await TryAsync(async () => Throw(await venue.CancelAllAsync(default)));
    }

    private async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            _answers++;
        }
        catch (VenueException failed)
        {
            Assert.That((failed.Fault.Kind != 0, failed.Fault.Code.Length > 0, failed.Fault.Message.Length > 0), Is.EqualTo((true, true, true)), _newest);
            _faults[failed.Fault.Code] = _faults.GetValueOrDefault(failed.Fault.Code) + 1;
        }
        catch (Exception other)
        {
            Assert.Fail($"{_newest}: {other}");
        }
    }

    private static void Throw(VenueFault? fault)
    {
        if (fault is not null) throw new VenueException(fault);
    }
}

using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Simulation.Chance;
using TradingDaemon.Simulation.Daemon;
using TradingDaemon.Trials;

namespace TradingDaemon.Simulation.Runs;

/// <summary>
/// Stands for the trial on paper that an account asks for: nothing is traded, what it came to is made up. It passes, fails, comes to nothing in time or breaks, and now and then what another one came
/// to is told late. What it has told already a restart tells again, as the executable does.
/// </summary>
/// <param name="seed">The world's; it draws from a stream of its own.</param>
/// <param name="deeds">Where it is counted.</param>
internal sealed class TrialTeller(int seed, Deeds deeds)
{
    private const int Orders = 10;
    private const int Trades = 4;

    private readonly Random _chance = new(unchecked((seed * 1_000_003) ^ 0x7E11));
    private (int Attempt, DateTimeOffset Since)? _tried;
    private PaperFigures _comesTo = new(TimeSpan.Zero, 0, 0, 0, 0);
    private bool _breaks;

    /// <summary>One step of the world.</summary>
    public void Act(DaemonLife daemon, DateTimeOffset now)
    {
        if (PaperOrder.Of(daemon.Engine) is not { } wanted) return;
        if (_tried != (wanted.Attempt, wanted.Since)) Begin(wanted);
        var figures = _comesTo with { Lasted = now - wanted.Since };
        if (_chance.Next(40) == 0)
        {
            deeds.Did("trial of another told");
            daemon.Take(new Command.TellPaperTrial(wanted.Attempt + (_chance.Next(2) == 0 ? 1 : -1), figures with { Lasted = TimeSpan.FromHours(1), Trades = Trades, Wins = Trades, OrdersEnded = Orders, OrdersFilled = Orders }, null));
        }

        var broken = _breaks ? "It broke." : null;
        if (broken is not null || wanted.Bars.Judge(figures) is not null) daemon.Take(new Command.TellPaperTrial(wanted.Attempt, figures, broken));
    }

    private void Begin(PaperOrder wanted)
    {
        _tried = (wanted.Attempt, wanted.Since);
        var fate = _chance.Next(8);
        _breaks = fate == 0;
        _comesTo = new PaperFigures(TimeSpan.Zero, fate == 1 ? 0 : Trades, fate == 2 ? 1 : Trades, Orders, fate == 3 ? 1 : Orders);
    }
}

using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Cli.Emergency;

/// <summary>Follows a liquidation until the venues say that nothing is held, or it has failed.</summary>
internal sealed class FlattenFollowing(EmergencyCall call, EmergencyPrint print, TimeProvider clock)
{
    private const int SilencesMax = 5; // in a row: the daemon is gone
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Prints what changes until the end; true when nothing is held any more.</summary>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        EmergencyView? last = null;
        for (var silences = 0; silences < SilencesMax;)
        {
            var view = await call.LookAsync(stopping);
            silences = view is null ? silences + 1 : 0;
            if (view is { IsFlattening: false, Report: { EndedAt: not null } report }) return await EndAsync(view, report);
            if (view is not null && !IsSame(view, last)) await print.AnswerAsync(new(true, $"Flattening: {view.Report?.PositionsLeft.Length ?? 0} positions left, {view.Report?.Closes.Length ?? 0} closing orders.", last = view), EmergencyAct.Flatten);
            await Task.Delay(LookInterval, clock, stopping);
        }

        await print.AnswerAsync(new(false, "The daemon does not answer any more, so nobody says whether it is flat. Its next start goes on with it.", null), EmergencyAct.Flatten);
        return false;
    }

    private async Task<bool> EndAsync(EmergencyView view, EmergencyReport report)
    {
        var isFlat = view is { State: EmergencyState.Halted, IsFlattenWanted: false };
        var orders = report.OrdersLeft.Length;
        var text = isFlat ? "Flat: the venues hold nothing that could be sold."
            : view.State == EmergencyState.Active ? "Not flat: it was resumed meanwhile."
            : $"Not flat: {Counted.Of(report.PositionsLeft.Length, "position")} and {Counted.Of(orders, "order")} left, {Counted.Of(report.Unanswered.Length, "question was", "questions were")} not answered.";
        await print.AnswerAsync(new(isFlat, text, view), report.Act);
        return isFlat;
    }

    private static bool IsSame(EmergencyView view, EmergencyView? last) =>
        last?.Report is { } before && view.Report is { } now && before.AskedAt == now.AskedAt && before.Steps.SequenceEqual(now.Steps) && before.Closes.SequenceEqual(now.Closes) && before.PositionsLeft.SequenceEqual(now.PositionsLeft);
}

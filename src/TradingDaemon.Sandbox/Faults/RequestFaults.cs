using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Faults;

/// <summary>The faults an admitted request meets, whatever protocol or connection it came by.</summary>
internal sealed class RequestFaults(FaultBoard faults, TimeProvider clock, Func<string, Task> framesSent)
{
    private const double UsualSilenceMs = 2_000.0;
    private const double UsualDelayMs = 100.0;

    /// <summary>Carries a request out and gives its answer, or what faults make of it; null after the silence that ends with the connection cut.</summary>
    public async Task<T?> PassAsync<T>(Occasion occasion, Func<ApiError, T> refuse, Func<T> carryOut, CancellationToken gone)
        where T : class
    {
        if (faults.Draw(FaultKind.RejectThenTimeout, occasion) is { } unheard) return await SilenceAsync<T>(unheard, gone);
        if (faults.Draw(FaultKind.Reject, occasion) is { } refused) return refuse(new ApiError(refused.Fault.Code!, "Refused by a fault."));
        var answer = carryOut();
        if (faults.Draw(FaultKind.AcceptThenTimeout, occasion) is { } lost) return await SilenceAsync<T>(lost, gone);
        if (faults.Draw(FaultKind.AcceptThen500, occasion) is not null) answer = refuse(new ApiError(ApiError.Internal, "Something broke."));
        if (faults.Draw(FaultKind.FillBeforeAck, occasion) is not null) await framesSent(occasion.Account ?? "").WaitAsync(gone);
        if (faults.Draw(FaultKind.AckDelay, occasion) is { } late) await Task.Delay(late.Duration(UsualDelayMs), clock, gone);
        return answer;
    }

    private async Task<T?> SilenceAsync<T>(FaultHit hit, CancellationToken gone)
        where T : class
    {
        await Task.Delay(hit.Duration(UsualSilenceMs), clock, gone);
        return null;
    }
}

using TradingDaemon.Domain.Account;

namespace TradingDaemon.Domain.Ports;

/// <summary>Snapshots of the account, so that recovery need not read the whole journal.</summary>
public interface ICheckpoints
{
    /// <summary>Writes one durably beside the journal's writer, and forgets all but the newest few. Throws <see cref="IOException"/> when the disk refuses.</summary>
    void Write(AccountState state, DateTimeOffset at);

    /// <summary>The newest one that is whole, with a line for each newer one that was not; null when none is.</summary>
    (AccountState State, DateTimeOffset At)? ReadNewest(out IReadOnlyList<string> damaged);
}

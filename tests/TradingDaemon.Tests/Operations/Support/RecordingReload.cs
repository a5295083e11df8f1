using TradingDaemon.Operations.Reloading;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Remembers what was asked, and answers what it is told to.</summary>
internal sealed class RecordingReload : IReloadControl
{
    public List<(ReloadRequest Request, string Source)> Asked { get; } = [];

    public List<RollbackRequest> AskedBack { get; } = [];

    public ReloadAnswer Answer { get; set; } = new(true, "Version 2 runs.", 2, "ab12", [], []);

    public ReloadView Current => new(2, "ab12", 1, 0, null);

    public Task<ReloadAnswer> ReloadAsync(ReloadRequest request, string source)
    {
        Asked.Add((request, source));
        return Task.FromResult(Answer);
    }

    public Task<ReloadAnswer> RollBackAsync(RollbackRequest request)
    {
        AskedBack.Add(request);
        return Task.FromResult(Answer);
    }
}

namespace TradingDaemon.Operations.Reloading;

/// <summary>Makes what the files say what runs, whole or not at all.</summary>
public interface IReloadControl
{
    /// <summary>What runs now.</summary>
    ReloadView Current { get; }

    /// <summary>Reads the files and takes them over, or says why not. One at a time; ends when the change is durable.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="source">How it came: file, timer, signal or command.</param>
    Task<ReloadAnswer> ReloadAsync(ReloadRequest request, string source);

    /// <summary>Has run again what a version was, as a new version and in spite of the files, or says why not. One at a time with reloads; ends when the change is durable.</summary>
    /// <param name="request">What is asked.</param>
    Task<ReloadAnswer> RollBackAsync(RollbackRequest request);
}

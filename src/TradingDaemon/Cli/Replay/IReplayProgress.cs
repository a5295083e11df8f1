namespace TradingDaemon.Cli.Replay;

/// <summary>Is told how far a replay is.</summary>
internal interface IReplayProgress
{
    /// <summary>Quick and never throws; a few times a second is enough.</summary>
    void Report(in ReplayProgress progress);
}

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>How much a command says beside what it was asked for.</summary>
internal enum Verbosity
{
    Normal,

    /// <summary>Errors and results only: no progress, no warnings, no summary of what was written.</summary>
    Quiet,

    /// <summary>Every stage with the time at which it began, on the error stream.</summary>
    Verbose,
}

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>The process's exit codes; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Diagnostics were printed, the comparison failed, or the command line was wrong.</summary>
    public const int Failure = 1;

    /// <summary>A defect of this program (EX_SOFTWARE of sysexits).</summary>
    public const int Internal = 70;
}

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>What is going on.</summary>
/// <param name="Stage">A few words; the same for all of a stage.</param>
/// <param name="Detail">What of it: a case, a step; empty when there is nothing to say.</param>
/// <param name="Fraction">From 0 to 1; null when nobody can tell.</param>
internal sealed record ProgressNow(string Stage, string Detail = "", double? Fraction = null);

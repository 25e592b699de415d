using MobileNetV2.CodeGen.Differences;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>What was found about one file, or folder, of another program.</summary>
internal sealed record ExplainedFile(string Path, DifferenceExplanation Explanation);

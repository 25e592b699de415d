using System.CommandLine;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Options;

/// <summary><c>--effort</c>: how much work goes into a quantization.</summary>
internal static class EffortOption
{
    public static Option<QuantizationEffort?> Create() => ChoiceOption.Optional<QuantizationEffort>(
        "--effort", "How long to look for weights (default: normal)", effort => effort.ToString().ToLowerInvariant());
}

using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>A program that runs networks, by how it rounds.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Programs">Which programs round so.</param>
/// <param name="Rules">In this order: an operator takes the first that it has.</param>
/// <param name="Concerns">Operators that this is about; all others round as the reference.</param>
internal sealed record RuntimeProfile(string Name, string Programs, ImmutableArray<RoundingRule> Rules, Func<Operator, bool> Concerns)
{
    private static readonly Func<Operator, bool> Every = _ => true;

    /// <summary>Those that are met most come first.</summary>
    public static ImmutableArray<RuntimeProfile> All { get; } =
    [
        new("reference", "TensorFlow Lite Micro, CMSIS-NN", [], Every),
        new("rounded once", "CMSIS-NN with CMSIS_NN_USE_SINGLE_ROUNDING, TensorFlow Lite with TFLITE_SINGLE_ROUNDING", [RoundingRule.Once],
            Every),
        new("FULLY_CONNECTED in double", "TensorFlow Lite's reference kernels of 2024 and later (BUILTIN_REF)", [RoundingRule.Float64],
            op => op is FullyConnected),
        new("XNNPACK", "TensorFlow Lite and LiteRT as they come: XNNPACK's float32 rescaling", [RoundingRule.Fixed21, RoundingRule.Float32],
            Every),
        new("ruy", "TensorFlow Lite's own kernels without delegate: ruy rounds matrix products once, curves are float32",
            [RoundingRule.Once, RoundingRule.Float32],
            op => op is Conv2D or FullyConnected or BatchMatMul or Softmax or TableOperator),
        new("float32", "OnnxRuntime and others that rescale in float32", [RoundingRule.Float32], Every),
        new("average pool, halves up", "uint8 kernels, and simulators of them", [RoundingRule.HalvesUp], op => op is AveragePool2D),
        new("average pool, toward zero", "kernels that divide without rounding", [RoundingRule.TowardZero], op => op is AveragePool2D),
    ];

    /// <summary>The rule of one operator of a network.</summary>
    public RoundingRule RuleOf(ITensorTable graph, Operator op)
    {
        var known = RulesOf(graph, op);
        return Concerns(op) ? Rules.FirstOrDefault(known.Contains, RoundingRule.Reference) : RoundingRule.Reference;
    }

    /// <summary>The rules that programs have for an operator beside the reference's; none for floats, whole numbers and int16.</summary>
    public static ImmutableArray<RoundingRule> RulesOf(ITensorTable graph, Operator op) =>
        FloatDialect.Is(graph, op) || IntegerDialect.Is(graph, op) || WideDialect.Is(graph, op) ? [] : OperatorCatalog.Of(op).Roundings;
}

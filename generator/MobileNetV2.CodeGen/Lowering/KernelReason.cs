using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Says in a sentence why an operator runs on its kernels; the rule itself is <see cref="KernelSelection"/>.</summary>
internal sealed class KernelReason(KernelProgram program, KernelSet requested)
{
    private readonly KernelSelection _selection = new(program.Graph, program.Target, requested);

    /// <param name="isStreamed">The operator is a stage of a stream.</param>
    public string Of(Operator op, ImmutableArray<KernelCall> calls, bool isStreamed)
    {
        if (calls.IsEmpty)
            return "";
        if (calls.All(c => c.Function.StartsWith("arm_", StringComparison.Ordinal)))
            return isStreamed ? "CMSIS-NN: a tile is a tensor of one row to it" : "CMSIS-NN gives the reference's bits here";
        if (isStreamed && IsByTile(calls))
            return "reads and writes tiles: CMSIS-NN takes whole tensors only";
        if (program.Kernels == KernelSet.Portable)
            return requested == KernelSet.Portable ? "portable kernels were asked for" : $"own kernels are fastest on {program.Target.Name}";
        return WhyNotCmsisNn(op);
    }

    private static bool IsByTile(ImmutableArray<KernelCall> calls) =>
        calls.Any(c => c.Function.Contains("_row_", StringComparison.Ordinal) || c.Function.Contains("_tile_", StringComparison.Ordinal));

    private string WhyNotCmsisNn(Operator op) => op switch
    {
        _ when _selection.UsesCmsisNn(op) => "",
        Add or Mul => "CMSIS-NN does not broadcast",
        Conv2D o when HasZeroPoint(o.Filter) => "CMSIS-NN knows no zero point of weights",
        DepthwiseConv2D o when HasZeroPoint(o.Filter) => "CMSIS-NN knows no zero point of weights",
        Conv2D or DepthwiseConv2D or AveragePool2D or MaxPool2D or Pad => "CMSIS-NN does not give the reference's bits for this shape",
        _ => $"CMSIS-NN is not used for {op.Kind}",
    };

    private bool HasZeroPoint(TensorId filter) => program.Graph[filter].RequiredQuantization.ZeroPoints.Any(z => z != 0);
}

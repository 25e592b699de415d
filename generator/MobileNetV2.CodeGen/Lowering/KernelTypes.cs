using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>Which element types there are kernels for.</summary>
internal static class KernelTypes
{
    /// <summary>Reports tensors of types that the operator's kernels do not take; true when there are none.</summary>
    public static bool Check(Operator op, StepBuilder step)
    {
        var wrong = op.Inputs.Take(ActivationInputs(op)).Append(op.Output).Select(id => step[id]).FirstOrDefault(t => !Accepts(op, t.Type));
        if (wrong is not null)
            step.Diagnostics.Add(GraphDiagnostics.NoKernel(op, step[op.Output], $"tensor {wrong.Id} '{wrong.Name}' has type {wrong.Type}"));
        return wrong is null;
    }

    /// <summary>Inputs after these are weights, which the graph's validator has checked.</summary>
    private static int ActivationInputs(Operator op) => op is Conv2D or DepthwiseConv2D or FullyConnected ? 2 : op.Inputs.Length;

    private static bool Accepts(Operator op, ElementType type) => op switch
    {
        Reshape or Transpose => true,
        Concatenation => type is not (ElementType.UInt8 or ElementType.Bool),
        Quantize or Dequantize => type is ElementType.Int8 or ElementType.UInt8 or ElementType.Float32,
        _ => type == ElementType.Int8,
    };
}

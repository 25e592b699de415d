using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The reference of one operator, in the dialect that it belongs to.</summary>
internal static class OperatorReference
{
    public static void Run(Operator op, TensorValues values)
    {
        if (FloatDialect.Is(values.Graph, op))
            FloatKernels.Run(op, values);
        else if (IntegerDialect.Is(values.Graph, op))
            IntegerDialect.Run(op, values);
        else if (WideDialect.Is(values.Graph, op))
            WideKernels.Run(op, values);
        else
            OperatorCatalog.Of(op).Run(op, values);
    }
}

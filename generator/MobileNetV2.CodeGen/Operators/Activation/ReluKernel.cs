namespace MobileNetV2.CodeGen.Operators;

/// <summary>Stand-alone RELU, RELU6 and RELU_N1_TO_1.</summary>
internal static class ReluKernel
{
    public static void Run(Relu op, TensorValues values)
    {
        var table = RequantizeConstants.For(values.Graph, op).Table(values.Graph[op.Input].Type, values.Rounding);
        Elements.Map(values.Read(op.Input), values.Write(op.Output), table);
    }
}

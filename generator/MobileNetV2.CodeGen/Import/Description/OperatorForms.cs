using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Every operator that a description can hold. Its counterpart is <see cref="OperatorWriter"/>.</summary>
internal static class OperatorForms
{
    private static readonly ImmutableArray<string> Common = ["op", "id", "inputs", "outputs"];

    private static readonly ImmutableArray<OperatorForm> Forms =
    [
        new("CONV_2D", 2, 3, ["stride", "dilation", "padding", "scaleProduct", "activation"],
            a => new Conv2D(a.Id, a.Inputs, a.Outputs, a.Stride, a.Dilation, a.FilterPadding, a.Activation)
                { ScaleProduct = a.ScaleProduct }),
        new("DEPTHWISE_CONV_2D", 2, 3, ["stride", "dilation", "padding", "depthMultiplier", "scaleProduct", "activation"],
            a => new DepthwiseConv2D(
                a.Id, a.Inputs, a.Outputs, a.Stride, a.Dilation, a.FilterPadding,
                a.Reader.FindInt32("depthMultiplier", 1, 1, int.MaxValue), a.Activation)
                { ScaleProduct = a.ScaleProduct }),
        new("FULLY_CONNECTED", 2, 3, ["keepDimensions", "activation"],
            a => new FullyConnected(a.Id, a.Inputs, a.Outputs, a.Reader.FindBoolean("keepDimensions"), a.Activation)),
        new("ADD", 2, 2, ["activation"], a => new Add(a.Id, a.Inputs, a.Outputs, a.Activation)),
        new("SUB", 2, 2, ["activation"], a => new Sub(a.Id, a.Inputs, a.Outputs, a.Activation)),
        new("MUL", 2, 2, ["scaleProduct", "activation"],
            a => new Mul(a.Id, a.Inputs, a.Outputs, a.Activation) { ScaleProduct = a.ScaleProduct }),
        new("AVERAGE_POOL_2D", 1, 1, ["window", "stride", "padding", "activation"],
            a => new AveragePool2D(a.Id, a.Inputs, a.Outputs, a.Window, a.Stride, a.WindowPadding, a.Activation)),
        new("MAX_POOL_2D", 1, 1, ["window", "stride", "padding", "activation"],
            a => new MaxPool2D(a.Id, a.Inputs, a.Outputs, a.Window, a.Stride, a.WindowPadding, a.Activation)),
        new("MEAN", 1, 1, ["axes"], a => new Mean(a.Id, a.Inputs, a.Outputs, a.Numbers("axes", 0, TensorReader.HighestRank - 1))),
        new("SOFTMAX", 1, 1, ["beta"], a => new Softmax(a.Id, a.Inputs, a.Outputs, a.Reader.FindSingle("beta", 1))),
        new("PAD", 1, 1, ["before", "after", "value"],
            a => new Pad(
                a.Id, a.Inputs, a.Outputs, a.Numbers("before", 0, int.MaxValue), a.Numbers("after", 0, int.MaxValue),
                a.Reader.RequireInt32("value", int.MinValue, int.MaxValue))),
        new("CONCATENATION", 1, int.MaxValue, ["axis"],
            a => new Concatenation(a.Id, a.Inputs, a.Outputs, a.Reader.RequireInt32("axis", 0, TensorReader.HighestRank - 1))),
        new("TRANSPOSE", 1, 1, ["permutation"],
            a => new Transpose(a.Id, a.Inputs, a.Outputs, a.Numbers("permutation", 0, TensorReader.HighestRank - 1))),
        new("RESHAPE", 1, 1, [], a => new Reshape(a.Id, a.Inputs, a.Outputs, "RESHAPE")),
        new("SQUEEZE", 1, 1, [], a => new Reshape(a.Id, a.Inputs, a.Outputs, "SQUEEZE")),
        new("EXPAND_DIMS", 1, 1, [], a => new Reshape(a.Id, a.Inputs, a.Outputs, "EXPAND_DIMS")),
        new("QUANTIZE", 1, 1, [], a => new Quantize(a.Id, a.Inputs, a.Outputs)),
        new("DEQUANTIZE", 1, 1, [], a => new Dequantize(a.Id, a.Inputs, a.Outputs)),
        new("RELU", 1, 1, [], a => new Relu(a.Id, a.Inputs, a.Outputs, Activation.Relu)),
        new("RELU6", 1, 1, [], a => new Relu(a.Id, a.Inputs, a.Outputs, Activation.Relu6)),
        new("RELU_N1_TO_1", 1, 1, [], a => new Relu(a.Id, a.Inputs, a.Outputs, Activation.ReluN1To1)),
    ];

    public static FrozenDictionary<string, OperatorForm> ByKind { get; } = Forms.ToFrozenDictionary(f => f.Kind, StringComparer.Ordinal);

    /// <summary>All kinds, in the order of the documentation.</summary>
    public static IEnumerable<string> Kinds => Forms.Select(f => f.Kind);

    /// <summary>Every property that an operator of this form may have.</summary>
    public static IEnumerable<string> PropertiesOf(OperatorForm form) => Common.Concat(form.Properties);
}

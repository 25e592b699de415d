using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What distinguishes one operator from others of its kind, in a few words.</summary>
public static class OperatorDetails
{
    public static string Of(Graph graph, Operator op) => op switch
    {
        Conv2D c => Join(Window(graph[c.Filter].Shape), Stride(c.Stride), Dilation(c.Dilation), Padding(c.Padding), Act(c.Activation)),
        DepthwiseConv2D d => Join(Window(graph[d.Filter].Shape), Stride(d.Stride), Dilation(d.Dilation), Padding(d.Padding), Act(d.Activation)),
        FullyConnected f => Act(f.Activation),
        BinaryOperator b => Act(b.Activation),
        AveragePool2D p => Join(Window(p.Window), Stride(p.Stride), Padding(p.Padding), Act(p.Activation)),
        MaxPool2D p => Join(Window(p.Window), Stride(p.Stride), Padding(p.Padding), Act(p.Activation)),
        _ => "",
    };

    private static string Window(Shape filter) => $"{filter.Height}x{filter.Width}";

    private static string Window(Size2D window) => $"{window.Height}x{window.Width}";

    private static string Stride(Size2D stride) => stride.IsOne ? "" : $"stride {stride.Height}x{stride.Width}";

    private static string Dilation(Size2D dilation) => dilation.IsOne ? "" : $"dilation {dilation.Height}x{dilation.Width}";

    private static string Padding(Padding2D padding) =>
        padding.IsZero ? "" : $"pad {padding.Top},{padding.Bottom},{padding.Left},{padding.Right}";

    private static string Act(Activation activation) => activation switch
    {
        Activation.None => "",
        Activation.Relu => "relu",
        Activation.Relu6 => "relu6",
        Activation.ReluN1To1 => "relu -1..1",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    private static string Join(params IEnumerable<string> parts) => string.Join(' ', parts.Where(p => p.Length > 0));
}

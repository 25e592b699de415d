using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Graphs;

/// <remarks>This part: what the validator finds. A place is <c>operator #3 CONV_2D</c> or <c>tensor %7 'name'</c>.</remarks>
internal static partial class GraphDiagnostics
{
    private const string Reexport = "export the model again; if it was made by hand, correct it there";
    private const string Requantize = "quantize the network again";

    public static readonly DiagnosticDescriptor UnknownTensorDescriptor = new(
        "MNV2001",
        "A tensor does not exist",
        "An operator or the network's list of inputs or outputs names a tensor that the network does not have.",
        "Export the model again; in a model description, correct the name.");

    public static readonly DiagnosticDescriptor ProducersDescriptor = new(
        "MNV2002",
        "A tensor has several sources",
        "Each tensor is either an input, a constant, or written by exactly one operator; this one is more than one of these.",
        "Give each operator an output of its own.");

    public static readonly DiagnosticDescriptor NotProducedDescriptor = new(
        "MNV2003",
        "A tensor is read but never computed",
        "The tensor is no input, no operator writes it, and it has no data; often the buffer of a constant is missing.",
        "Export the model again with its constants, or declare the tensor as an input.");

    public static readonly DiagnosticDescriptor CycleDescriptor = new(
        "MNV2004",
        "The network has a cycle",
        "Operators wait for each other's results, or an operator comes before one whose result it reads.",
        "Break the loop: a network is computed once from its inputs to its outputs.");

    public static readonly DiagnosticDescriptor BorderDescriptor = new(
        "MNV2005",
        "Inputs or outputs of the network are unusable",
        "A network needs at least one input and one output.",
        "Correct the lists of inputs and outputs, and export the model again.");

    public static readonly DiagnosticDescriptor TypeDescriptor = new(
        "MNV2006",
        "Wrong element type",
        "An operator reads or writes a type that its kernel does not compute with.",
        "Convert with full-integer int8 quantization: int8 activations and weights, int32 biases.");

    public static readonly DiagnosticDescriptor RankDescriptor = new(
        "MNV2007",
        "Wrong number of dimensions",
        "An operator needs a tensor of another rank, for example four dimensions for images.",
        "Reshape the tensor before the operator.");

    public static readonly DiagnosticDescriptor ShapeDescriptor = new(
        "MNV2008",
        "Shapes do not fit",
        "The shape recorded for an operator's output differs from what its inputs and options give, or its inputs do not fit each other.",
        "Export the model again; a changed input shape must be carried through the whole network.");

    public static readonly DiagnosticDescriptor AttributeDescriptor = new(
        "MNV2009",
        "An attribute is out of range",
        "A stride, dilation, window, padding, axis, permutation or factor has a value that makes no sense for the operator.",
        "Export the model again; in a model description, correct the value.");

    public static readonly DiagnosticDescriptor QuantizationMissingDescriptor = new(
        "MNV2010",
        "Quantization is missing",
        "An int8 or uint8 tensor has no scale and zero point, so its values mean nothing.",
        "Quantize the network again with a representative dataset.");

    public static readonly DiagnosticDescriptor ScaleDescriptor = new(
        "MNV2011",
        "A scale is not a positive number",
        "Scales must be finite and above zero; this one is zero, negative, infinite or not a number. Only those of filters may be zero.",
        "Quantize the network again; look for layers whose weights or activations are constant, infinite or not a number.");

    public static readonly DiagnosticDescriptor PerChannelDescriptor = new(
        "MNV2012",
        "Wrong number of scales",
        "A tensor has neither one scale nor one for each channel, has them along another dimension, or is an activation with several.",
        "Quantize the network again: weights per tensor or per output channel, activations per tensor.");

    public static readonly DiagnosticDescriptor ZeroPointDescriptor = new(
        "MNV2013",
        "A zero point is out of range",
        "A zero point must be a value of the tensor's type, and 0 for per-channel weights and for int8 filters of convolutions in a "
            + "TensorFlow Lite file.",
        "Quantize the network again with symmetric int8 weights.");

    public static readonly DiagnosticDescriptor QuantizationMismatchDescriptor = new(
        "MNV2014",
        "Quantizations must agree",
        "An operator that never rescales has input and output of different scale or zero point, or SOFTMAX another output than 1/256 and "
            + "-128.",
        "Quantize the network again; insert a QUANTIZE where a change of scale is meant.");

    public static readonly DiagnosticDescriptor WeightsDescriptor = new(
        "MNV2015",
        "Weights do not fit the operator",
        "A filter or bias is not known when the network is compiled, or a bias does not have one value for each output channel.",
        "Export the model again with its weights frozen.");

    public static readonly DiagnosticDescriptor TooLargeDescriptor = new(
        "MNV2016",
        "A tensor is too large",
        "A tensor needs more bytes than a 32-bit microcontroller can address.",
        "Reduce the resolution, the batch or the number of channels.");

    public static readonly DiagnosticDescriptor ConstantDataDescriptor = new(
        "MNV2017",
        "A constant has the wrong number of bytes",
        "The data of a constant is longer or shorter than its shape and type need.",
        "Export the model again.");

    public static readonly DiagnosticDescriptor RescaleDescriptor = new(
        "MNV2018",
        "A rescaling factor is out of range",
        "The scales around an operator differ so much that its integer rescaling would overflow.",
        "Quantize the network again with a representative dataset; look for a tensor with an extreme scale.");

    public static readonly DiagnosticDescriptor AccumulatorDescriptor = new(
        "MNV2019",
        "An accumulator may overflow",
        "In the worst case an operator adds up more than 32 bits hold; sums then wrap around, in the reference as in the generated C.",
        "Usually harmless: such inputs hardly occur. Otherwise look for saturated biases and quantize the network again.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor OperandsDescriptor = new(
        "MNV2020",
        "Wrong number of operands",
        "An operator has more or fewer inputs or outputs than its kind has.",
        "Export the model again; in a model description, correct the list.");

    public static Diagnostic UnknownTensor(string place, string role, TensorId id) => new(
        UnknownTensorDescriptor, place, $"{role} {id} does not exist", Reexport);

    public static Diagnostic Producers(Tensor tensor, string first, string second) => new(
        ProducersDescriptor, Place(tensor), $"the tensor is {first} and {second}", "give each operator an output of its own");

    public static Diagnostic NotProduced(string place, Tensor tensor) => new(
        NotProducedDescriptor, place, $"tensor {tensor} is read, but it is no input, no operator writes it, and it has no data",
        "export the model again with its constants, or declare the tensor as an input");

    public static Diagnostic Cycle(string place, Tensor tensor, string producer) => new(
        CycleDescriptor, place,
        $"the operator reads tensor {tensor}, which {producer} computes later: together they form a cycle or are out of order",
        "break the loop; operators must form a sequence from inputs to outputs");

    public static Diagnostic Border(string problem) => new(
        BorderDescriptor, "network", problem, "correct the lists of inputs and outputs, and export the model again");

    public static Diagnostic Type(string place, string role, Tensor tensor, params ReadOnlySpan<ElementType> allowed) => new(
        TypeDescriptor, place, $"{role} {tensor} has type {tensor.Type}, {string.Join(" or ", allowed.ToArray())} expected",
        WayToType(tensor.Type, allowed));

    private static string WayToType(ElementType type, ReadOnlySpan<ElementType> allowed)
    {
        if (type == ElementType.Int32 && allowed.Contains(ElementType.Int64))
            return "give it as int64: beside int16 activations a bias has 64 bits";
        if (!allowed.ContainsAny(ElementType.Int8, ElementType.UInt8, ElementType.Int16))
            return "correct the type of the tensor, or export the model again";
        return type == ElementType.Float32
            ? "make an int8 network of it first (mnv2c quantize), or convert with full-integer int8 quantization"
            : "convert with full-integer int8 quantization";
    }

    public static Diagnostic Rank(string place, string what, int actual, string expected) => new(
        RankDescriptor, place, $"{what} has {actual} dimensions, {expected} expected", "reshape the tensor before the operator");

    public static Diagnostic ShapeMismatch(string place, Tensor output, Shape expected) =>
        ShapeMismatch(place, output, expected.ToString());

    public static Diagnostic ShapeMismatch(string place, Tensor output, string expected) => new(
        ShapeDescriptor, place, $"output {output.Id} '{output.Name}' is recorded as {output.Shape}, the operator gives {expected}",
        Reexport);

    public static Diagnostic Shapes(string place, string problem) => new(ShapeDescriptor, place, problem, Reexport);

    public static Diagnostic Attribute(string place, string problem) => new(AttributeDescriptor, place, problem, Reexport);

    public static Diagnostic QuantizationMissing(string place, Tensor tensor) => new(
        QuantizationMissingDescriptor, place, $"tensor {tensor} has no scale and zero point",
        "quantize the network again with a representative dataset");

    public static Diagnostic Scale(Tensor tensor, float scale, int index) => new(
        ScaleDescriptor, Place(tensor), $"scale {scale:R} (number {index}) is not finite and positive", Requantize);

    public static Diagnostic PerChannel(string place, Tensor tensor, string problem) => new(
        PerChannelDescriptor, place, $"tensor {tensor} {problem}",
        "quantize the network again: weights per output channel, activations per tensor");

    public static Diagnostic ZeroPoint(string place, Tensor tensor, int zeroPoint, string expected) => new(
        ZeroPointDescriptor, place, $"tensor {tensor} has zero point {zeroPoint}, {expected} expected",
        "quantize the network again with symmetric int8 weights");

    public static Diagnostic QuantizationMismatch(string place, string problem) => new(
        QuantizationMismatchDescriptor, place, problem,
        "quantize the network again, or insert a QUANTIZE where a change of scale is meant");

    public static Diagnostic Weights(string place, string problem) =>
        new(WeightsDescriptor, place, problem, "export the model again with its weights frozen");

    public static Diagnostic TooLarge(Tensor tensor, long bytes) => new(
        TooLargeDescriptor, Place(tensor), $"the tensor needs {bytes:N0} bytes, at most {int.MaxValue:N0} can be addressed",
        "reduce the resolution, the batch or the number of channels");

    public static Diagnostic ConstantData(Tensor tensor, long actual, long expected) => new(
        ConstantDataDescriptor, Place(tensor), $"the constant has {actual} bytes, its shape and type need {expected}",
        "export the model again");

    public static Diagnostic Rescale(string place, string what, double factor, double limit) => new(
        RescaleDescriptor, place, $"{what} is {factor:G6}, it must be below {limit:G6}",
        "quantize the network again and look for a tensor with an extreme scale");

    public static Diagnostic RescaleTooSmall(string place, string what, double factor, double limit) => new(
        RescaleDescriptor, place, $"{what} is {factor:G6}, it must be above {limit:G6}",
        "quantize the network again and look for a tensor with an extreme scale");

    public static Diagnostic Accumulator(string place, string what, long worst) => new(
        AccumulatorDescriptor, place, $"{what} can reach {worst:N0} in the worst case, 32 bits hold {int.MaxValue:N0}",
        "look for saturated biases; results wrap around, equally in the reference and in the generated C");

    public static Diagnostic Operands(string place, string what, int actual, string expected) => new(
        OperandsDescriptor, place, $"the operator has {actual} {what}, {expected} expected", Reexport);

    private static string Place(Tensor tensor) => $"tensor {tensor.Id} '{tensor.Name}'";
}

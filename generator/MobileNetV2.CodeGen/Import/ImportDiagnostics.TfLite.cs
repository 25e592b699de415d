using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Import;

/// <remarks>This part: TensorFlow Lite files. A place is <c>file: operator #3 CONV_2D</c> or <c>file: tensor %7 'name'</c>.</remarks>
internal static partial class ImportDiagnostics
{
    public static readonly DiagnosticDescriptor DamagedDescriptor = new(
        "MNV1004",
        "The TensorFlow Lite file is damaged",
        "A table, vector, text or offset of the FlatBuffer lies outside the file, or the file describes more than it can hold.",
        "Export or download the model again and compare sizes or checksums; the message names the first bad byte.");

    public static readonly DiagnosticDescriptor SchemaVersionDescriptor = new(
        "MNV1005",
        "Unsupported TensorFlow Lite schema version",
        "The file was written for another version of the TensorFlow Lite schema than version 3.",
        "Convert the model with TensorFlow 1.9 or later, which write version 3.");

    public static readonly DiagnosticDescriptor SubGraphsDescriptor = new(
        "MNV1006",
        "The model does not have exactly one subgraph",
        "Control flow (IF, WHILE) and several signatures become extra subgraphs; beside the first, only subgraphs that give state its "
            + "initial values (CALL_ONCE) can be compiled.",
        "Convert one signature of the model, without control flow; make state an input and an output of the network.");

    public static readonly DiagnosticDescriptor UnsupportedOperatorDescriptor = new(
        "MNV1007",
        "Unsupported operator",
        "The network uses an operator that cannot be compiled. Every kind that is missing is reported, with the places where it occurs.",
        "Where no layer with weights depends on it, end the network before it and do that part in your application; elsewhere build that "
            + "part of the network from operators that compile, and train or convert it again.");

    public static readonly DiagnosticDescriptor CustomOperatorDescriptor = new(
        "MNV1008",
        "Custom operator",
        "The network uses an operator that is not part of TensorFlow Lite; only its author knows what it computes.",
        "Convert without custom operators (and without SELECT_TF_OPS, which makes those whose name begins with Flex), or end the network "
            + "before it and do that part in your application.");

    public static readonly DiagnosticDescriptor OperatorVersionDescriptor = new(
        "MNV1009",
        "Unsupported operator version",
        "The operator's version is newer than the newest whose meaning is known, so it may compute something else.",
        "Convert the model with an older TensorFlow, or report the version so that it can be added.");

    public static readonly DiagnosticDescriptor BadIndexDescriptor = new(
        "MNV1010",
        "An index points at nothing",
        "A tensor, buffer or operator code is referred to by a number that is not in the file's list.",
        "The file is damaged or its writer is wrong: export it again.");

    public static readonly DiagnosticDescriptor UnsupportedTypeDescriptor = new(
        "MNV1011",
        "Unsupported element type",
        "A tensor that the network uses has an element type which no kernel can compute with.",
        "Convert the network with full-integer int8 quantization.");

    public static readonly DiagnosticDescriptor BadShapeDescriptor = new(
        "MNV1012",
        "Impossible shape",
        "A tensor has a dimension below 1, more than 8 dimensions, or more elements than memory can hold.",
        "Set a fixed, positive size for every dimension when the model is exported.");

    public static readonly DiagnosticDescriptor DynamicShapeDescriptor = new(
        "MNV1013",
        "Dynamic shape",
        "A dimension other than the batch may change from call to call, but memory is planned when the network is compiled.",
        "Fix the input shape before conversion, for example with a concrete function whose TensorSpec has no None.");

    public static readonly DiagnosticDescriptor ConstantSizeDescriptor = new(
        "MNV1014",
        "A constant has the wrong number of bytes",
        "The buffer of a constant tensor is missing, leaves the file, or is shorter or longer than its shape and type need.",
        "The file is damaged or its writer is wrong: export it again.");

    public static readonly DiagnosticDescriptor BadQuantizationDescriptor = new(
        "MNV1015",
        "Unreadable quantization",
        "The numbers of scales and zero points differ, a zero point is beyond 32 bits, or the file uses a custom or blockwise scheme.",
        "Convert the network with the standard per-tensor or per-channel int8 quantization.");

    public static readonly DiagnosticDescriptor UnsupportedStorageDescriptor = new(
        "MNV1016",
        "Unsupported storage of a tensor",
        "The tensor is stored sparsely in a way that does not describe it, keeps its value from call to call (a variable), or lies in "
            + "another file.",
        "Convert the network without sparsity, state or external buffers.");

    public static readonly DiagnosticDescriptor OperandCountDescriptor = new(
        "MNV1017",
        "Wrong number of operands",
        "An operator has more or fewer inputs or outputs than its kind has, or leaves out one that is required.",
        "The file is damaged or its writer is wrong: export it again.");

    public static readonly DiagnosticDescriptor NotConstantDescriptor = new(
        "MNV1018",
        "An operand must be a constant",
        "Axes, paddings, permutations and shapes must be known when the network is compiled, but the file computes them.",
        "Fix the input shape before conversion, so that the converter can compute these operands itself.");

    public static readonly DiagnosticDescriptor BadOptionDescriptor = new(
        "MNV1019",
        "Invalid or unsupported operator option",
        "An option of an operator is missing, impossible (such as a stride of 0), or asks for something that is not supported.",
        "Export the model again; if the option is what you want, rebuild that layer from supported operators.");

    public static readonly DiagnosticDescriptor NotInt8Descriptor = new(
        "MNV1021",
        "The network computes neither on int8, int16 nor float32",
        "Operators read activations of 32 bits or of another type that has no arithmetic here.",
        "Give the float network to `mnv2c quantize`, or convert with full-integer int8 quantization: a representative dataset and the "
            + "supported operators set to TFLITE_BUILTINS_INT8.");

    public static readonly DiagnosticDescriptor AcceleratedDescriptor = new(
        "MNV1030",
        "The file was compiled for an accelerator",
        "A compiler for an accelerator (edgetpu_compiler, Vela and the like) has replaced the network by one operator that holds the "
            + "accelerator's code and packed weights.",
        "Give the int8 .tflite file from before that step: the accelerator's compiler read it, and its name is mostly the same without a "
            + "suffix such as _edgetpu or _vela.");

    public static Diagnostic Damaged(string file, string problem) => new(
        DamagedDescriptor, file, problem, "export or download the model again, and compare its size or checksum with the original");

    public static Diagnostic SchemaVersion(string file, uint version) => new(
        SchemaVersionDescriptor, file, $"the file has schema version {version}, only version 3 is supported",
        "convert the model with a current TensorFlow");

    /// <param name="state">Operators by which the first subgraph keeps values between inferences; empty when it does not.</param>
    /// <param name="control">Its operators of control flow.</param>
    public static Diagnostic SubGraphs(string file, int count, string state, string control) => (count, state, control) switch
    {
        (0, _, _) => new(SubGraphsDescriptor, file, "the model has no subgraph, exactly 1 is supported", "export the model again"),
        (_, not "", _) => new(
            SubGraphsDescriptor,
            file,
            $"the network keeps state between inferences ({state}), which its {count} subgraphs set and use; only a network without state "
                + "is supported",
            "convert the network with its state as inputs and outputs, which your application hands on, or a form that takes the whole "
                + "window at once"),
        (_, _, not "") => new(
            SubGraphsDescriptor,
            file,
            $"the network has control flow ({control}), so that it has {count} subgraphs; exactly 1 is supported",
            "convert the network without control flow: loops unrolled, branches decided"),
        _ => new(
            SubGraphsDescriptor, file, $"the model has {count} subgraphs, exactly 1 is supported",
            "convert a single signature, without control flow (IF, WHILE)"),
    };

    public static Diagnostic Accelerated(string file, string accelerator, string compiler, string custom) => new(
        AcceleratedDescriptor,
        file,
        $"the file was compiled for {accelerator}: {compiler} has replaced the network by operator '{custom}', which holds code for that "
            + "accelerator only",
        $"give the .tflite file from before that step, the one that {compiler} read");

    public static Diagnostic UnsupportedOperator(string place, string kind, ImmutableArray<int> indices, CutBefore cut) => new(
        UnsupportedOperatorDescriptor,
        place,
        $"{kind} is not supported; {Occurrences(indices)}",
        WayOut(cut));

    public static Diagnostic CustomOperator(string place, string name, ImmutableArray<int> indices, CutBefore cut) => new(
        CustomOperatorDescriptor,
        place,
        $"custom operator '{name}' is not supported; {Occurrences(indices)}",
        (name.StartsWith("Flex", StringComparison.Ordinal)
            ? "convert without SELECT_TF_OPS, or "
            : "convert with allow_custom_ops = False, or ") + WayOut(cut));

    public static Diagnostic OperatorVersion(string place, int version, int newest) => new(
        OperatorVersionDescriptor, place, $"the operator has version {version}, the versions known are 1 to {newest}",
        "convert the model with an older TensorFlow");

    public static Diagnostic BadIndex(string place, string what, long index, int count) => new(
        BadIndexDescriptor, place, $"{what} {index} does not exist, the file has {count}", "the file is damaged: export it again");

    public static Diagnostic UnsupportedType(string place, string type) => new(
        UnsupportedTypeDescriptor,
        place,
        $"element type {type} is not supported",
        type == "STRING"
            ? "text is no arithmetic: turn it into numbers in your application, and convert the network that takes those"
            : "convert with full-integer int8 quantization");

    public static Diagnostic BadShape(string place, string shape, string reason) => new(
        BadShapeDescriptor, place, $"shape [{shape}] {reason}",
        "set a fixed, positive size for every dimension when the model is exported");

    public static Diagnostic DynamicShape(string place, string signature, string shape) => new(
        DynamicShapeDescriptor,
        place,
        $"the shape is declared as [{signature}], so [{shape}] is only a placeholder",
        "fix the input shape before conversion: a tf.function with a TensorSpec without None, or a Keras Input with a full shape");

    public static Diagnostic ConstantSize(string place, string buffer, long expected) => new(
        ConstantSizeDescriptor, place, $"{buffer}, its shape and type need {expected} bytes", "the file is damaged: export it again");

    public static Diagnostic BadQuantization(string place, string problem) => new(
        BadQuantizationDescriptor, place, problem, "convert with standard per-tensor or per-channel int8 quantization");

    public static Diagnostic UnsupportedStorage(string place, string problem) => new(
        UnsupportedStorageDescriptor, place, problem, "convert the network without sparsity, state or external buffers");

    public static Diagnostic OperandCount(string place, string what, int actual, string expected) => new(
        OperandCountDescriptor, place, $"the operator has {actual} {what}, {expected} expected",
        "the file is damaged or its writer is wrong: export it again");

    public static Diagnostic OperandAbsent(string place, int index) => new(
        OperandCountDescriptor, place, $"input {index} is marked absent (-1), but it is required",
        "the file is damaged or its writer is wrong: export it again");

    public static Diagnostic NotConstant(string place, string role, string tensor, ImmutableArray<int> indices) => new(
        NotConstantDescriptor,
        place,
        $"the {role}, {tensor}, is not an int32 or int64 constant" + (indices.Length > 1 ? "; " + Occurrences(indices) : ""),
        "fix the input shape before conversion, so that the converter folds it");

    public static Diagnostic BadOption(string place, string problem, string help) => new(BadOptionDescriptor, place, problem, help);

    public static Diagnostic NotInt8(string place, int count, string type) => new(
        NotInt8Descriptor,
        place,
        $"{Operators(count)} on {type} activations; only int8, int16 and float32 are supported inside a network",
        "convert with full-integer quantization: a representative dataset and supported_ops = [TFLITE_BUILTINS_INT8]");

    private static string WayOut(CutBefore cut) => cut switch
    {
        CutBefore.LeavesNothing => "build that part from other operators and convert it again: no layer with weights is left without it",
        CutBefore.LosesLayers => "build that part from other operators, then train or convert it again: layers with weights depend on it, "
            + "so the network cannot end before it",
        _ => "end the network before it, as no layer with weights depends on it, and do that part in your application",
    };

    private static string Operators(int count) =>
        count == 1 ? "this operator computes" : $"{count} operators, of which this is the first, compute";

    private static string Occurrences(ImmutableArray<int> indices)
    {
        const int shown = 8;
        var list = string.Join(", ", indices.Take(shown).Select(i => $"#{i}")) + (indices.Length > shown ? ", ..." : "");
        return indices.Length == 1 ? $"it occurs once, as operator {list}" : $"it occurs {indices.Length} times, as operators {list}";
    }
}

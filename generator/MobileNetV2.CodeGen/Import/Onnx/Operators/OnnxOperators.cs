using System.Collections.Frozen;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Every operator that is read, by ONNX's name; one that is missing here is refused.</summary>
internal static class OnnxOperators
{
    private static readonly FrozenDictionary<string, Action<OnnxSource>> ByKind = new Dictionary<string, Action<OnnxSource>>
    {
        ["Conv"] = OnnxConvolutions.Conv,
        ["Gemm"] = OnnxConvolutions.Gemm,
        ["MatMul"] = OnnxConvolutions.MatMul,
        ["BatchNormalization"] = OnnxConvolutions.BatchNormalization,
        ["Relu"] = OnnxElementwise.Relu,
        ["Clip"] = OnnxElementwise.Clip,
        ["LeakyRelu"] = OnnxElementwise.LeakyRelu,
        ["Elu"] = OnnxElementwise.Elu,
        ["Gelu"] = OnnxElementwise.Gelu,
        ["Sigmoid"] = s => s.GiveUnary((id, inputs, outputs) => new Logistic(id, inputs, outputs)),
        ["Tanh"] = s => s.GiveUnary((id, inputs, outputs) => new Tanh(id, inputs, outputs)),
        ["HardSwish"] = s => s.GiveUnary((id, inputs, outputs) => new HardSwish(id, inputs, outputs)),
        ["HardSigmoid"] = OnnxElementwise.HardSigmoid,
        ["Abs"] = s => s.GiveUnary((id, inputs, outputs) => new Abs(id, inputs, outputs)),
        ["Neg"] = s => s.GiveUnary((id, inputs, outputs) => new Neg(id, inputs, outputs)),
        ["Softmax"] = OnnxElementwise.Softmax,
        ["Add"] = OnnxElementwise.Add,
        ["Sub"] = OnnxElementwise.Sub,
        ["Mul"] = OnnxElementwise.Mul,
        ["Div"] = OnnxElementwise.Div,
        ["Pow"] = OnnxElementwise.Pow,
        ["MaxPool"] = OnnxPooling.MaxPool,
        ["AveragePool"] = OnnxPooling.AveragePool,
        ["GlobalAveragePool"] = OnnxPooling.GlobalAveragePool,
        ["GlobalMaxPool"] = OnnxPooling.GlobalMaxPool,
        ["ReduceMean"] = OnnxPooling.ReduceMean,
        ["ReduceSum"] = s => OnnxPooling.Reduce(s, (id, x, outputs, axes) => new Sum(id, x, outputs, axes)),
        ["ReduceMax"] = s => OnnxPooling.Reduce(s, (id, x, outputs, axes) => new ReduceMax(id, x, outputs, axes)),
        ["ReduceMin"] = s => OnnxPooling.Reduce(s, (id, x, outputs, axes) => new ReduceMin(id, x, outputs, axes)),
        ["Max"] = s => s.Give(s.Binary(s.Input(0), s.Input(1), (id, inputs, outputs) => new Maximum(id, inputs, outputs))),
        ["Min"] = s => s.Give(s.Binary(s.Input(0), s.Input(1), (id, inputs, outputs) => new Minimum(id, inputs, outputs))),
        ["PRelu"] = OnnxElementwise.PRelu,
        ["Sqrt"] = s => s.GiveUnary((id, inputs, outputs) => new Sqrt(id, inputs, outputs)),
        ["Exp"] = s => s.GiveUnary((id, inputs, outputs) => new Exp(id, inputs, outputs)),
        ["Resize"] = OnnxResize.Resize,
        ["Upsample"] = OnnxResize.Upsample,
        ["Split"] = OnnxParts.Split,
        ["QuantizeLinear"] = OnnxQuantization.QuantizeLinear,
        ["DequantizeLinear"] = OnnxQuantization.DequantizeLinear,
        ["QLinearConv"] = OnnxQOperators.Conv,
        ["QLinearMatMul"] = OnnxQOperators.MatMul,
        ["QGemm"] = OnnxQOperators.Gemm,
        ["QLinearAdd"] = OnnxQOperators.Add,
        ["QLinearMul"] = OnnxQOperators.Mul,
        ["QLinearAveragePool"] = OnnxQOperators.AveragePool,
        ["QLinearGlobalAveragePool"] = OnnxQOperators.GlobalAveragePool,
        ["QLinearReduceMean"] = OnnxQOperators.ReduceMean,
        ["QLinearSigmoid"] = OnnxQOperators.Sigmoid,
        ["QLinearLeakyRelu"] = OnnxQOperators.LeakyRelu,
        ["QLinearSoftmax"] = OnnxQOperators.Softmax,
        ["QLinearConcat"] = OnnxQOperators.Concat,
        ["ConvInteger"] = OnnxQOperators.RefuseDynamic,
        ["MatMulInteger"] = OnnxQOperators.RefuseDynamic,
        ["DynamicQuantizeLinear"] = OnnxQOperators.RefuseDynamic,
        ["Identity"] = OnnxMovement.Identity,
        ["Dropout"] = OnnxMovement.Identity,
        ["Transpose"] = OnnxMovement.Transpose,
        ["Flatten"] = OnnxMovement.Flatten,
        ["Reshape"] = OnnxMovement.Reshape,
        ["Squeeze"] = OnnxMovement.Squeeze,
        ["Unsqueeze"] = OnnxMovement.Unsqueeze,
        ["Concat"] = OnnxMovement.Concat,
        ["Pad"] = OnnxMovement.Pad,
        ["DepthToSpace"] = OnnxMovement.DepthToSpace,
        ["Shape"] = OnnxMovement.Shape,
        ["Gather"] = OnnxParts.Gather,
        ["Slice"] = OnnxParts.Slice,
        ["Cast"] = OnnxMovement.Cast,
        ["Constant"] = OnnxMovement.Constant,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Kinds => ByKind.Keys.Order(StringComparer.Ordinal);

    public static Action<OnnxSource>? Find(string domain, string kind) =>
        domain is "" or "com.microsoft" ? ByKind.GetValueOrDefault(kind) : null;
}

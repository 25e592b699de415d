using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Zoo.Calibration;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>Builds an int8 network layer by layer: each layer gets random weights, runs on the calibration samples and
/// takes its bias, weight scales and output quantization from what it saw.</summary>
/// <remarks>The same seed and calls give the same bytes on every machine. Layer names must be unique.</remarks>
internal sealed class CalibratedNetwork(string name, ulong seed)
{
    private readonly GraphBuilder _graph = new(name);
    private readonly DeterministicRandom _random = new(seed);
    private readonly Dictionary<TensorId, CalibrationBatch> _values = [];

    /// <summary>An int8 input [1,H,W,C] with values in [-1, 1).</summary>
    /// <param name="calibration">Size of the calibration pictures; smaller than the input saves time when only windows follow.</param>
    public TensorId Input(string name, Shape shape, Size2D calibration, int samples)
    {
        var id = _graph.Input(name, shape, ElementType.Int8, QuantizationParameters.PerTensor(1 / 128f, 0));
        _values[id] = CalibrationPictures.Make(_random, samples, calibration.Height, calibration.Width, shape.Channels, zeroPoint: 0);
        return id;
    }

    /// <summary>A uint8 input followed by QUANTIZE to int8; see <see cref="Input"/>.</summary>
    public TensorId UInt8Input(string name, Shape shape, Size2D calibration, int samples)
    {
        var outer = _graph.Input(name, shape, ElementType.UInt8, QuantizationParameters.PerTensor(1 / 128f, 128));
        var values = CalibrationPictures.Make(_random, samples, calibration.Height, calibration.Width, shape.Channels, zeroPoint: 0);
        var inner = Produce(name + "_int8", shape, QuantizationParameters.PerTensor(1 / 128f, 0), values);
        _graph.Add(id => new Quantize(id, [outer], [inner]));
        return inner;
    }

    public TensorId Conv2D(string name, TensorId input, int outputs, WindowSpec window, Activation activation, LayerTarget? target = null)
    {
        var from = _graph[input].Shape;
        var taps = window.Size.Height * window.Size.Width * from.Channels;
        var weights = RandomWeights.ChannelMajor(_random, outputs, taps);
        var sums = DenseAccumulators.Of(_values[input], weights, outputs, window);
        var filter = new Shape(outputs, window.Size.Height, window.Size.Width, from.Channels);
        var size = window.Output(from.Height, from.Width);
        var layer = FinishLayer(name, input, weights, filter, 0, sums, new Shape(1, size.Height, size.Width, outputs), activation, target);
        return _graph.Add(id => new Conv2D(
            id, layer.Inputs, [layer.Output], window.Stride, window.Dilation, window.Padding(from.Height, from.Width), activation));
    }

    public TensorId DepthwiseConv2D(
        string name, TensorId input, WindowSpec window, Activation activation, int multiplier = 1, LayerTarget? target = null)
    {
        var from = _graph[input].Shape;
        var outputs = from.Channels * multiplier;
        var weights = RandomWeights.ChannelMinor(_random, outputs, window.Size.Height * window.Size.Width);
        var sums = DepthwiseAccumulators.Of(_values[input], weights, multiplier, window);
        var filter = new Shape(1, window.Size.Height, window.Size.Width, outputs);
        var size = window.Output(from.Height, from.Width);
        var layer = FinishLayer(name, input, weights, filter, 3, sums, new Shape(1, size.Height, size.Width, outputs), activation, target);
        return _graph.Add(id => new DepthwiseConv2D(
            id, layer.Inputs, [layer.Output], window.Stride, window.Dilation, window.Padding(from.Height, from.Width),
            multiplier, activation));
    }

    /// <summary>Takes all elements of the input. The calibration size must be the input's size or one pixel.</summary>
    public TensorId FullyConnected(string name, TensorId input, int outputs, Activation activation, LayerTarget? target = null)
    {
        var values = _values[input].Flatten();
        if (values.Channels != _graph[input].Shape.ElementCount)
            throw new InvalidOperationException($"'{name}': calibrate at the size of the input when a layer is fully connected");
        var weights = RandomWeights.ChannelMajor(_random, outputs, values.Channels);
        var sums = DenseAccumulators.Of(values, weights, outputs, WindowSpec.Pointwise);
        var layer = FinishLayer(
            name, input, weights, new Shape(outputs, values.Channels), null, sums, new Shape(1, outputs), activation, target);
        return _graph.Add(id => new FullyConnected(id, layer.Inputs, [layer.Output], KeepDimensions: false, activation));
    }

    public TensorId Add(string name, TensorId left, TensorId right, Activation activation = Activation.None)
    {
        var (a, b) = (_values[left], _values[right]);
        double scaleA = _graph[left].RequiredQuantization.Scale, scaleB = _graph[right].RequiredQuantization.Scale;
        var (values, quantization) = OutputQuantization.Choose(a, activation, i => (a.Values[i] * scaleA) + (b.Values[i] * scaleB));
        var output = Produce(name, _graph[left].Shape, quantization, values);
        return _graph.Add(id => new Add(id, [left, right], [output], activation));
    }

    /// <summary>Mean over height and width.</summary>
    public TensorId GlobalMean(string name, TensorId input, bool keepDimensions)
    {
        var sums = SpatialSums.Of(_values[input]);
        var factor = (double)_graph[input].RequiredQuantization.Scale / (_values[input].Height * _values[input].Width);
        var (values, quantization) = OutputQuantization.Choose(sums, Activation.None, i => sums.Values[i] * factor);
        var channels = _graph[input].Shape.Channels;
        var output = Produce(name, keepDimensions ? new Shape(1, 1, 1, channels) : new Shape(1, channels), quantization, values);
        return _graph.Add(id => new Mean(id, [input], [output], [1, 2]));
    }

    /// <summary>One window over height and width; the output keeps the input's quantization, as AVERAGE_POOL_2D demands.</summary>
    public TensorId GlobalAveragePool(string name, TensorId input)
    {
        var sums = SpatialSums.Of(_values[input]);
        var quantization = _graph[input].RequiredQuantization;
        var factor = (double)quantization.Scale / (_values[input].Height * _values[input].Width);
        var values = OutputQuantization.Apply(sums, quantization, Activation.None, i => sums.Values[i] * factor);
        var from = _graph[input].Shape;
        var output = Produce(name, new Shape(1, 1, 1, from.Channels), quantization, values);
        var window = new Size2D(from.Height, from.Width);
        return _graph.Add(id => new AveragePool2D(id, [input], [output], window, Size2D.One, default, Activation.None));
    }

    public TensorId Reshape(string name, TensorId input, Shape shape)
    {
        var output = Produce(name, shape, _graph[input].RequiredQuantization, _values[input].Flatten());
        return _graph.Add(id => new Reshape(id, [input], [output], "RESHAPE"));
    }

    /// <summary>Ends the network or a branch of it: no layer can follow but <see cref="UInt8Output"/>.</summary>
    public TensorId Softmax(string name, TensorId input)
    {
        var output = _graph.Tensor(name, _graph[input].Shape, ElementType.Int8, QuantizationParameters.PerTensor(1 / 256f, -128));
        return _graph.Add(id => new Softmax(id, [input], [output], Beta: 1));
    }

    /// <summary>Ends a branch; see <see cref="Softmax"/>.</summary>
    public TensorId Logistic(string name, TensorId input)
    {
        var output = _graph.Tensor(name, _graph[input].Shape, ElementType.Int8, QuantizationParameters.PerTensor(1 / 256f, -128));
        return _graph.Add(id => new Logistic(id, [input], [output]));
    }

    /// <summary>Ends a branch: numbers of length 1.</summary>
    public TensorId L2Normalization(string name, TensorId input)
    {
        var output = _graph.Tensor(name, _graph[input].Shape, ElementType.Int8, QuantizationParameters.PerTensor(1 / 128f, 0));
        return _graph.Add(id => new L2Normalization(id, [input], [output]));
    }

    /// <summary>Ends a branch: only <see cref="ArgMax"/> can follow.</summary>
    public TensorId ResizeBilinear(string name, TensorId input, int height, int width)
    {
        var shape = new Shape(1, height, width, _graph[input].Shape.Channels);
        var output = _graph.Tensor(name, shape, ElementType.Int8, _graph[input].RequiredQuantization);
        return _graph.Add(id => new ResizeBilinear(id, [input], [output], AlignCorners: false, HalfPixelCenters: true));
    }

    /// <summary>Ends the network: the class of each pixel.</summary>
    public TensorId ArgMax(string name, TensorId input)
    {
        var shape = _graph[input].Shape;
        var output = _graph.Tensor(name, new Shape(1, shape.Height, shape.Width), ElementType.Int32, null);
        return _graph.Add(id => new ArgExtreme(id, [input], [output], 3, "ARG_MAX"));
    }

    /// <summary>Ends branches: rows of [1,N,K] one after the other, in the range of the widest.</summary>
    public TensorId Concatenation(string name, ImmutableArray<TensorId> inputs)
    {
        var widest = inputs.Select(i => _graph[i]).MaxBy(t => t.RequiredQuantization.Scale)!;
        var shape = new Shape(1, inputs.Sum(i => _graph[i].Shape[1]), widest.Shape[2]);
        var output = _graph.Tensor(name, shape, ElementType.Int8, widest.RequiredQuantization);
        return _graph.Add(id => new Concatenation(id, inputs, [output], 1));
    }

    public void Output(TensorId id) => _graph.Output(id);

    /// <summary>QUANTIZE from int8 to uint8, as an output.</summary>
    public void UInt8Output(string name, TensorId input)
    {
        var from = _graph[input];
        var quantization = QuantizationParameters.PerTensor(from.RequiredQuantization.Scale, from.RequiredQuantization.ZeroPoint + 128);
        var output = _graph.Tensor(name, from.Shape, ElementType.UInt8, quantization);
        _graph.Output(_graph.Add(id => new Quantize(id, [input], [output])));
    }

    public Graph Build() => _graph.Build();

    /// <summary>Shape of a tensor already in the network.</summary>
    public Shape ShapeOf(TensorId id) => _graph[id].Shape;

    private (ImmutableArray<TensorId> Inputs, TensorId Output) FinishLayer(
        string name, TensorId input, sbyte[] weights, Shape filterShape, int? channelAxis, CalibrationBatch sums, Shape shape,
        Activation activation, LayerTarget? target)
    {
        target ??= activation == Activation.None ? LayerTarget.Linear : LayerTarget.Rectified;
        var layer = CalibratedLayer.Fit(
            _random, weights, sums, _graph[input].RequiredQuantization.Scale, perChannel: channelAxis is not null, activation, target);
        var filter = _graph.Constant(
            name + "/filter", filterShape, ElementType.Int8, layer.FilterQuantization(channelAxis ?? 0), layer.FilterBytes);
        var bias = _graph.Constant(
            name + "/bias", new Shape(sums.Channels), ElementType.Int32, layer.BiasQuantization, layer.BiasBytes);
        return ([input, filter, bias], Produce(name, shape, layer.Output, layer.Values));
    }

    private TensorId Produce(string name, Shape shape, QuantizationParameters quantization, CalibrationBatch values)
    {
        var id = _graph.Tensor(name, shape, ElementType.Int8, quantization);
        _values[id] = values;
        return id;
    }
}

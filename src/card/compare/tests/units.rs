//! Units: written out, short, and in the wrong case.

use super::*;

#[test]
fn a_unit_written_out_is_its_symbol() {
    assert_right(&[
        ("100 m", &["100 meters", "100 metres", "100 meter", "100 Metre", "100m", "100"]),
        ("10 km", &["10 kilometers", "10 kilo-metres", "10 KM", "10km"]),
        ("10 kilometers", &["10 km", "10 kilometres"]),
        ("62.5 µm", &["62.5 micrometers", "62.5 um", "62.5 microMetre", "62,5 μm"]),
        ("850 nm", &["850 nanometers", "850 NM"]),
        ("2 kg", &["2 kilograms", "2 kilogrammes", "2 KG"]),
        ("5 GHz", &["5 gigahertz", "5 ghz", "5GHZ", "5 Giga Hertz"]),
        ("20 MHz", &["20 megahertz", "20 mhz"]),
        ("15 W", &["15 watts", "15 watt", "15w", "15"]),
        ("5 mW", &["5 milliwatts", "5 mw"]),
        ("48 V", &["48 volts", "48v"]),
        ("500 mA", &["500 milliamps", "500 milliamperes", "500 ma"]),
        ("2 A", &["2 amps", "2 amperes", "2A"]),
        ("100 Ω", &["100 ohms", "100 ohm", "100 \u{2126}"]),
        ("10 kΩ", &["10 kilohms", "10 kilo-ohm", "10 kohm"]),
        ("3 dB", &["3 decibels", "3 db", "3 decibel"]),
        ("-70 dBm", &["-70", "-70 decibel-milliwatts", "−70 DBM"]),
        (
            "20 °C",
            &[
                "20 C",
                "20 c",
                "20 degrees Celsius",
                "20 celsius",
                "20 ℃",
                "20 ºC",
                "20°",
                "20 degrees",
                "20 deg C",
            ],
        ),
        ("68 °F", &["68 F", "68 degrees Fahrenheit"]),
        ("20 bytes", &["20 octets", "20 B", "20 octet"]),
        ("64 KiB", &["64 kibibytes", "64 kibibyte", "64 Kibyte"]),
        ("2 MiB", &["2 mebibytes"]),
        ("8 GB", &["8 gigabytes", "8 gb", "8 Gigabyte", "8 gbyte"]),
        (
            "100 Mbps",
            &["100 Mbit/s", "100 megabits per second", "100 mbps", "100 MBPS", "100 Mb/s", "100 Mb"],
        ),
        ("56 kbps", &["56 Kbps", "56 kbit/s", "56 kilobits per second", "56 kilobits/sec"]),
        ("600 MB/s", &["600 MBps", "600 megabytes per second", "600 megabytes/s", "600 MB"]),
        ("10 Gb", &["10 Gbps", "10 gigabit", "10 gigabits per second"]),
        ("3 days", &["3 d", "3 day", "3"]),
        ("10 ms", &["10 milliseconds", "10 MS", "10 msec"]),
        ("5 µs", &["5 us", "5 microseconds"]),
        ("32 bits", &["32-bit", "32 bit", "32"]),
        ("2.4 to 5 GHz", &["2.4-5 gigahertz", "2.4 GHz to 5 GHz", "2.4 - 5"]),
        ("7200 rpm", &["7,200 RPM", "7200 revolutions per minute"]),
    ]);
}

#[test]
fn the_case_of_a_unit_counts_where_it_makes_another() {
    assert_wrong(&[
        ("5 mW", &["5 MW", "5 kW", "5 megawatts"]),
        ("5 MW", &["5 mW", "5 mw", "5 milliwatts"]),
        ("5 MHz", &["5 mHz", "5 kHz"]),
        ("500 mA", &["500 MA", "500 A"]),
        ("10 ms", &["10 Ms", "10 s", "10 µs"]),
        ("100 m", &["100 M", "100 km", "100 mm", "100 min", "100 feet"]),
        ("8 GB", &["8 Gb", "8 GiB", "8 gigabits", "8 Gbps"]),
        ("64 kB", &["64 kb", "64 Kb", "64 kilobits", "64 KiB"]),
        ("100 Mbps", &["100 MB/s", "100 MB", "100 kbps", "100 MBps", "100 Mibit/s"]),
        ("20 MB", &["20 MB/s", "20 Mb"]),
        ("20 °C", &["20 °F", "20 K", "-20 °C"]),
        ("3 dB", &["3 dBm", "3 bytes"]),
        ("1 to 5 mW", &["1 to 5 MW", "1-5 W"]),
        ("5 m/s", &["5 m", "5 km/s"]),
    ]);
}

#[test]
fn a_letter_that_may_belong_to_a_name_is_no_unit_that_can_be_left_out() {
    assert_wrong(&[
        ("2A", &["2", "A"]),
        ("4K", &["4", "4,000"]),
        ("5G", &["5"]),
        ("802.11b", &["802.11", "802.11 g"]),
        ("802.11a", &["802.11"]),
        ("5 pm", &["5 am", "5"]),
    ]);
    assert_right(&[("2A", &["2a"]), ("802.11g", &["802.11 G"]), ("5 pm", &["5PM"]), ("4K", &["4k"])]);
}

#[test]
fn every_unit_in_every_spelling_is_itself() {
    let units = [
        "25 °C | 25° C, 25 degrees C, 25 degree celsius, 25 ˚C",
        "9600 bps | 9600 bits per second, 9600 bit/s, 9600 b/s, 9600 bits/second",
        "1 Gbps | 1 gigabit per second, 1 Gbit/sec, 1 GBit/s, 1 gb/s, 1 Gb per second",
        "2 kB | 2 KB, 2 kilobytes, 2 kbyte",
        "1 TiB | 1 tebibyte, 1 tebibytes",
        "40 mm | 40 millimeters, 40 millimetres, 40 MM",
        "1 kHz | 1 kilohertz, 1 khz, 1 KHz",
        "120 V | 120 Volts, 120v",
        "2400 mAh | 2400 milliamp-hours, 2400 mah",
        "300 K | 300 kelvin",
        "90 ° | 90 degrees, 90 deg",
        "90 km/h | 90 kilometres per hour, 90 kmh, 90 kph, 90km/h",
        "30 mph | 30 miles per hour, 30 mi/h",
        "9.8 m/s² | 9.8 m/s^2, 9.8 m/s2, 9.8 metres per second squared",
        "12 m² | 12 m2, 12 m^2, 12 square metres, 12 sq m",
        "8 cm³ | 8 cm3, 8 cubic centimetres, 8 centimetres cubed",
        "7.9 g/cm³ | 7.9 g/cm3, 7.9 grams per cubic centimetre",
        "3 t | 3 tonnes",
        "2 mol | 2 moles",
        "1013 mbar | 1013 millibars",
        "5 lb | 5 lbs, 5 pounds",
        "4 oz | 4 ounces",
        "26 mi | 26 miles",
        "10 yd | 10 yards",
        "250 kcal | 250 kilocalories",
        "13.6 eV | 13.6 electronvolts",
        "3 T | 3 tesla",
        "400 ppm | 400 parts per million",
        "5 ‰ | 5 permille",
        "2122 € | €2122, € 2,122, 2122 euros, 2122 EUR, EUR 2122, 2122€",
        "50 $ | $50, 50 dollars, USD 50, 50 usd",
        "£7 | 7 £, 7 pounds, GBP 7, 7 pounds sterling",
        "20 ¢ | 20 cents",
    ];
    for line in units {
        let (symbol, others) = line.split_once(" | ").unwrap();
        for other in others.split(", ") {
            assert_right(&[(symbol, &[other]), (other, &[symbol])]);
        }
    }
}

#[test]
fn a_new_unit_may_be_missing_and_another_is_wrong_and_told() {
    assert_right(&[("2122 €", &["2122", "2,122"]), ("90 km/h", &["90"]), ("12 m²", &["12"])]);
    assert_wrong(&[
        ("2122 €", &["$2122", "2122 dollars", "2122 pounds"]),
        ("90 km/h", &["90 km", "90 m/s", "90 mph"]),
        ("12 m²", &["12 m", "12 m³", "12 cm²"]),
        ("3 t", &["3 T"]),
        ("10 Gb", &["10 Gb/h"]),
    ]);
    let why = |answer: &str, given: &str| Expected::of(answer).why(given, &Rivals::default());
    assert_eq!(why("2122 €", "$2122").unwrap().plain(), "The number is right, its unit is not.");
    assert_eq!(why("2122", "2122 €").unwrap().plain(), "The number is right, its unit is not.");
    assert_eq!(why("2122 €", "$2123"), None);
}

#[test]
fn the_guide_names_every_unit() {
    let guide = include_str!("../../../../docs/decks.md");
    let (_, listed) = guide.split_once("The units are ").unwrap();
    let listed: Vec<&str> = listed.split_once("\n\n").unwrap().0.split('`').collect();
    for unit in super::super::unit::names() {
        assert!(listed.contains(&unit), "{unit} is not in docs/decks.md");
    }
}

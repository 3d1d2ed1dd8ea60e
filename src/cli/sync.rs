//! `sync`: what the devices of a learner logged, brought together.

mod decks;

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::context::{CommandContext, note};
use super::failure::{Failure, Status};
use super::secret;
use super::table::Table;
use crate::source::clean;
use crate::store::Store;
use crate::sync::{
    self, DeckCase, DeviceInPlace, Folder, Kind, Place, Report, Sync as Run, SyncSettings, seal,
};
use crate::words::count;

const EXAMPLES: &str = "\
Examples:
  examdrill sync set ~/Dropbox/examdrill           where your devices meet
  examdrill sync set ~/Dropbox/examdrill --decks   the same, and your decks go along
  examdrill sync set ~/Sync/exam --encrypt         the same, where others can read along
  examdrill sync                                   take what is new there, send what is new here
  examdrill sync status                            when, what, and which devices

docs/sync.md sets it up in two minutes.";

/// Bring together what you studied on several devices
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Sync {
    #[command(subcommand)]
    act: Option<Act>,
    /// Show what would be sent and taken, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Choose the place, and sync with it for the first time
    Set {
        /// A folder that all your devices reach: of Syncthing or Dropbox, on a share, on a stick; or, in a build with the
        /// feature `cloud`, an address such as `webdavs://you@cloud.example/folder`, `s3://bucket/folder` or `sftp://host/folder`
        place: PathBuf,
        /// Your own decks go along, with their pictures
        #[arg(long, overrides_with = "no_decks")]
        decks: bool,
        /// They do not; what came before stays. Without either it is as it was set before, and at first they do not
        #[arg(long, overrides_with = "decks")]
        no_decks: bool,
        /// Encrypt what is written there, with a passphrase; other devices ask for it by themselves
        #[arg(long)]
        encrypt: bool,
    },
    /// Show when the last sync was, what it did, and which devices there are
    Status {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show how your decks stand beside those of your other devices, and settle where they are at odds
    Decks(decks::Decks),
    /// Remove the files of a device that you no longer use; what it logged stays
    Forget {
        /// Its id, as `sync status` shows it
        device: String,
    },
    /// Sync no more; the place and the log stay as they are
    Off,
}

#[derive(Serialize)]
struct Shape {
    place: String,
    #[serde(rename = "encrypted")]
    is_encrypted: bool,
    last: Option<Report>,
    devices: Vec<DeviceInPlace>,
    /// Whether decks go along, and which are at odds with other devices.
    decks: bool,
    at_odds: Vec<DeckCase>,
}

impl Sync {
    pub(super) fn run(self, context: &mut CommandContext) -> anyhow::Result<Status> {
        match self.act {
            None if self.dry_run => rehearse(self.json, context),
            None => sync(&settings(context)?, self.json, context),
            Some(Act::Set { place, decks, no_decks, encrypt }) => {
                set(place, (decks || no_decks).then_some(decks), encrypt, context)
            }
            Some(Act::Decks(decks)) => decks.run(context),
            Some(Act::Status { json }) => status(json, context),
            Some(Act::Forget { device }) => forget(&device, context),
            Some(Act::Off) => off(context),
        }
    }
}

fn set(
    place: PathBuf,
    decks: Option<bool>,
    encrypt: bool,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    let name = made(place)?;
    let place = sync::reach(&name).map_err(sync::Error::from)?;
    let is_encrypted = unlock(&*place, &name, encrypt, context)?;
    drop(place);
    let before = SyncSettings::read(&context.paths.data).ok().flatten();
    let decks = decks.unwrap_or_else(|| before.is_some_and(|before| before.decks));
    let settings = SyncSettings { place: name, decks, is_encrypted };
    // A log is made for the first device and for a new one alike.
    store(context)?;
    let place = open(&settings, context)?;
    Run::begin(&context.paths.data, &*place, &settings.place)?.mark()?;
    settings.write(&context.paths.data)?;
    if !is_encrypted {
        // That of the place before.
        seal::forget(&context.paths.data).map_err(sync::Error::from)?;
    }
    let how = if is_encrypted { ", encrypted" } else { "" };
    let what = if settings.decks { ", decks as well" } else { "" };
    writeln!(context.out, "Syncing with `{}`{how}{what}.", clean(&settings.place))?;
    sync(&settings, false, context)
}

/// The name of the place, which is made where it is a folder that is not there yet.
fn made(place: PathBuf) -> anyhow::Result<String> {
    if let Some(address) = place.to_str().filter(|name| sync::cloud::is_address(name)) {
        return Ok(address.trim_end_matches('/').to_owned());
    }
    let place = std::path::absolute(place)?;
    let Some(name) = place.to_str().map(str::to_owned) else {
        return Err(Failure::usage("the name of the place is not UTF-8").into());
    };
    // What is above it has to be there: a stick that is not mounted must not become a folder of that name.
    if !place.parent().is_none_or(std::path::Path::is_dir) {
        let above = place.parent().map(|above| above.display().to_string()).unwrap_or_default();
        return Err(Failure::world(format!("the folder `{above}` is not there"))
            .help("is it mounted? otherwise make it first")
            .into());
    }
    Folder::new(&place).create().map_err(sync::Error::from)?;
    Ok(name)
}

/// Sees to it that this device has the key of the place. Tells whether it has one.
fn unlock(place: &dyn Place, name: &str, encrypt: bool, context: &CommandContext) -> anyhow::Result<bool> {
    let data = &context.paths.data;
    let kind = sync::kind(place, name).map_err(sync::Error::from)?;
    if encrypt || matches!(kind, Kind::Encrypted(_)) {
        seal::ensure_built().map_err(sync::Error::from)?;
    }
    let done = match kind {
        Kind::Clear if encrypt => {
            return Err(Failure::usage(format!("`{name}` already holds files that are not encrypted"))
                .help("choose a new place, on each device: each has all that was synced")
                .into());
        }
        Kind::Empty if encrypt => {
            crate::paths::create_folder(data)?;
            seal::begin(place, &secret::new()?, data)
        }
        Kind::Encrypted(id) if !seal::is_unlocked(&id, data) => {
            crate::paths::create_folder(data)?;
            seal::unlock(place, name, &id, &secret::known()?, data)
        }
        Kind::Encrypted(_) => Ok(()),
        Kind::Empty | Kind::Clear => return Ok(false),
    };
    Ok(done.map_err(sync::Error::from).map(|()| true)?)
}

/// The place that is set.
fn open(settings: &SyncSettings, context: &CommandContext) -> anyhow::Result<Box<dyn Place>> {
    Ok(settings.open(&context.paths.data).map_err(sync::Error::from)?)
}

fn sync(settings: &SyncSettings, json: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (seed, now) = (context.device_seed(), context.now());
    let mut store = store(context)?;
    let place = open(settings, context)?;
    let run = Run::begin(&context.paths.data, &*place, &settings.place)?.with_decks(settings.decks);
    let report = run.run(&mut store, seed, now)?;
    tell(&report, false, json, context)
}

fn rehearse(json: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let (settings, now) = (settings(context)?, context.now());
    let store = context.log()?;
    let place = open(&settings, context)?;
    let run = Run::begin(&context.paths.data, &*place, &settings.place)?.with_decks(settings.decks);
    let report = run.rehearse(&store, now)?;
    tell(&report, true, json, context)
}

fn forget(device: &str, context: &mut CommandContext) -> anyhow::Result<Status> {
    let settings = settings(context)?;
    let (seed, now) = (context.device_seed(), context.now());
    let mut store = store(context)?;
    let place = open(&settings, context)?;
    let run = Run::begin(&context.paths.data, &*place, &settings.place)?.with_decks(settings.decks);
    let report = run.forget(device, &mut store, seed, now)?;
    writeln!(context.out, "The files of `{}` are gone; what it logged stays.", clean(device))?;
    tell(&report, false, false, context)
}

fn off(context: &mut CommandContext) -> anyhow::Result<Status> {
    seal::forget(&context.paths.data).map_err(sync::Error::from)?;
    if SyncSettings::remove(&context.paths.data)? {
        writeln!(context.out, "Sync is off. The place and your log stay as they are.")?;
    } else {
        writeln!(context.out, "Sync was not set up.")?;
    }
    Ok(Status::Fine)
}

fn status(json: bool, context: &mut CommandContext) -> anyhow::Result<Status> {
    let Some(settings) = SyncSettings::read(&context.paths.data)? else {
        writeln!(context.out, "Sync is not set up; `examdrill sync set PLACE` does it.")?;
        return Ok(Status::Fine);
    };
    let store = context.log()?;
    let place = open(&settings, context)?;
    let run = Run::begin(&context.paths.data, &*place, &settings.place)?;
    let last = run.last()?;
    let listed = run.devices(store.device());
    let (now, own) = (context.now(), store.device());
    if json {
        let at_odds = if settings.decks { run.decks(own, now)?.cases } else { Vec::new() };
        let SyncSettings { place, decks, is_encrypted } = settings;
        context.out.json(&Shape { place, is_encrypted, last, devices: listed?, decks, at_odds })?;
        return Ok(Status::Fine);
    }
    let how = if settings.is_encrypted { ", encrypted" } else { "" };
    writeln!(context.out, "Place: `{}`{how}", clean(&settings.place))?;
    match &last {
        None => writeln!(context.out, "It was not synced with yet.")?,
        Some(report) => {
            let when = report.at().to_zoned(context.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            writeln!(context.out, "Last sync: {when}. {}", report.sentence())?;
        }
    }
    let devices = listed?;
    let mut table = Table::new(&["device", "", ">files", ">size", ">not taken yet"]);
    for device in &devices {
        table.row([
            device.device.clone(),
            if device.is_this { "this one" } else { "" }.to_owned(),
            device.files.to_string(),
            format!("{} kB", device.bytes.div_ceil(1000)),
            if device.is_this { String::new() } else { device.waiting.to_string() },
        ]);
    }
    if !devices.is_empty() {
        writeln!(context.out)?;
        table.write(&mut context.out)?;
    }
    if settings.decks {
        writeln!(context.out)?;
        decks::stand(&run.decks(own, now)?, &mut context.out)?;
    }
    Ok(Status::Fine)
}

/// What is set up; a usage error where nothing is.
fn settings(context: &CommandContext) -> anyhow::Result<SyncSettings> {
    SyncSettings::read(&context.paths.data)?.ok_or_else(|| {
        Failure::usage("sync is not set up")
            .help("`examdrill sync set PLACE` does it, with a folder that all your devices reach")
            .into()
    })
}

/// The log, made where there is none.
fn store(context: &mut CommandContext) -> anyhow::Result<Store> {
    let (seed, now) = (context.device_seed(), context.now());
    Ok(Store::open(&context.paths.data, seed, now)?)
}

fn tell(
    report: &Report,
    is_rehearsal: bool,
    json: bool,
    context: &mut CommandContext,
) -> anyhow::Result<Status> {
    if json {
        context.out.json(report)?;
        return Ok(Status::Fine);
    }
    writeln!(context.out, "{}", if is_rehearsal { report.rehearsed() } else { report.sentence() })?;
    context.out.flush()?;
    if let Some(device) = &report.renamed {
        note(&format!(
            "another device has the id of this one, as a copy of it has: this one is `{device}` from now on"
        ));
    }
    for case in &report.decks.cases {
        note(&case.sentence());
    }
    for left in report.left.iter().chain(&report.decks.left) {
        note(&format!("left for later: {left}"));
    }
    if report.foreign > 0 {
        let files = count(report.foreign, "file");
        note(&format!(
            "{files} in the place not written by examdrill, such as copies of a sync program: left alone"
        ));
    }
    Ok(Status::Fine)
}
